import type { Random } from '@midizero/core';
import { createNoteTable, excerptNotes, iterateNotes, type Note, type NoteTable } from '@midizero/midi';

const MOST_ONSETS = 22;
/** Of slow pieces too: more than a window. */
const FEWEST_ONSETS = 13;
const LONGEST_SECONDS = 9;
const SLOWEST = 1.15;
const FASTEST = 0.85;
const JITTER_SECONDS = 0.012;
const MISSED_NOTES = 0.06;

/** A passage from any onset of the piece on: at a tempo of its own, not quite even, some notes missed. */
export function playPassage(notes: NoteTable, random: Random): NoteTable {
  const onsets = [...new Set(notes.startSeconds)];
  const first = random.integer(Math.max(1, onsets.length - MOST_ONSETS));
  const startSeconds = onsets[first] ?? 0;
  const onsetAfter = (count: number): number => onsets[first + count] ?? Number.POSITIVE_INFINITY;
  const wantedEnd = Math.min(onsetAfter(MOST_ONSETS), startSeconds + LONGEST_SECONDS);
  const endSeconds = Math.max(wantedEnd, onsetAfter(FEWEST_ONSETS));
  const slowness = FASTEST + random.uniform() * (SLOWEST - FASTEST);
  const played: Note[] = [];
  for (const note of iterateNotes(excerptNotes(notes, startSeconds, endSeconds))) {
    const lateness = JITTER_SECONDS * (1 + random.gaussian());
    if (random.chance(MISSED_NOTES)) continue;
    const start = Math.max(0, (note.startSeconds - startSeconds) * slowness + lateness);
    played.push({ ...note, startSeconds: start, endSeconds: start + (note.endSeconds - note.startSeconds) * slowness });
  }
  return createNoteTable(played);
}
