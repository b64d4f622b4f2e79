import type { Random } from '@midizero/core';
import { createNoteTable, iterateNotes, type Note, type NoteTable } from '@midizero/midi';

const SLOWEST = 1.25;
const FASTEST = 0.8;
const DRIFT_AT_EACH_ONSET = 0.03;
const CHORD_SPREAD_SECONDS = 0.03;
const JITTER_SECONDS = 0.012;
const MISSED_NOTES = 0.06;
const WRONG_NOTES = 0.04;

/**
 * Plays written notes as people do: at a tempo of their own that drifts, chords not quite together, some notes missed
 * and some wrong.
 * @param transposition semitones by which everything is played higher
 * @returns notes from 0 s on
 */
export function playLikeAHuman(notes: NoteTable, random: Random, transposition = 0): NoteTable {
  const played: Note[] = [];
  let slowness = FASTEST + random.uniform() * (SLOWEST - FASTEST);
  let writtenSeconds = notes.startSeconds[0] ?? 0;
  let playedSeconds = 0;
  let chordDelaySeconds = 0;
  for (const { startSeconds, endSeconds, pitch } of iterateNotes(notes)) {
    if (startSeconds > writtenSeconds) {
      playedSeconds += (startSeconds - writtenSeconds) * slowness;
      writtenSeconds = startSeconds;
      slowness = clamp(slowness * (1 + DRIFT_AT_EACH_ONSET * random.gaussian()), FASTEST, SLOWEST);
      chordDelaySeconds = 0;
    }
    const jitterSeconds = JITTER_SECONDS * random.gaussian();
    const start = Math.max(0, playedSeconds + chordDelaySeconds + jitterSeconds);
    chordDelaySeconds += CHORD_SPREAD_SECONDS * random.uniform();
    if (random.chance(MISSED_NOTES)) continue;
    const slip = random.chance(WRONG_NOTES) ? random.integer(5) - 2 : 0;
    played.push({
      startSeconds: start,
      endSeconds: start + (endSeconds - startSeconds) * slowness,
      pitch: clamp(pitch + transposition + slip, 0, 127),
    });
  }
  return createNoteTable(played);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
