import { TICKS_PER_QUARTER } from '../../model/ticks.js';
import type { PlayedNote } from '../played-notes.js';

/** The notes of a broken chord follow each other by a 32nd … */
const NOTE_TICKS = TICKS_PER_QUARTER / 8;
/** … and all of them are there after three quarters of its length. */
const MOST_OF_LENGTH = 3 / 4;

/** Breaks chords with an arpeggio: from the beat on, one note after the other, all of them held to the end. */
export function breakChords(notes: readonly PlayedNote[]): void {
  const chords = new Map<string, PlayedNote[]>();
  for (const note of notes) {
    const { marks, written, startTick } = note;
    if (marks?.arpeggio === undefined || written.graceIndex !== undefined) continue;
    const key = `${startTick} ${written.part} ${marks.arpeggio.group}`;
    const chord = chords.get(key);
    if (chord) chord.push(note);
    else chords.set(key, [note]);
  }
  for (const chord of chords.values()) {
    const isDown = chord[0]!.marks!.arpeggio!.direction === 'down';
    const pitches = [...new Set(chord.map(({ pitch }) => pitch))].sort((a, b) => (isDown ? b - a : a - b));
    const shortest = chord.reduce(
      (ticks, { startTick, endTick }) => Math.min(ticks, endTick - startTick),
      Number.POSITIVE_INFINITY,
    );
    const ticks = Math.min(NOTE_TICKS, (MOST_OF_LENGTH * shortest) / pitches.length);
    for (const note of chord) note.startTick += Math.round(pitches.indexOf(note.pitch) * ticks);
  }
}
