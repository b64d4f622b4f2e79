import type { Random } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';

/** Onsets closer than this belong to one chord. */
export const CHORD_SECONDS = 0.03;

/** Marks the notes of one voice, drawn among those there are; a single voice stays. */
export function omitOneVoice(notes: NoteTable, isOmitted: Uint8Array, random: Random): void {
  const voices = [...new Set(notes.track)];
  if (voices.length < 2) return;
  const voice = voices[random.integer(voices.length)];
  for (let row = 0; row < notes.length; row++) if (notes.track[row] === voice) isOmitted[row] = 1;
}

/** Marks all but the highest note of each onset (the "skyline", which is the tune more often than not). */
export function omitBelowSkyline(notes: NoteTable, isOmitted: Uint8Array): void {
  forEachChord(notes, (first, end) => {
    let highest = first;
    for (let row = first + 1; row < end; row++) if (notes.pitch[row]! > notes.pitch[highest]!) highest = row;
    for (let row = first; row < end; row++) if (row !== highest) isOmitted[row] = 1;
  });
}

/** Calls `visit(first, end)` for each run of rows whose onsets lie within {@link CHORD_SECONDS} of the first one. */
export function forEachChord(notes: NoteTable, visit: (first: number, end: number) => void): void {
  let first = 0;
  while (first < notes.length) {
    const until = notes.startSeconds[first]! + CHORD_SECONDS;
    let end = first + 1;
    while (end < notes.length && notes.startSeconds[end]! < until) end++;
    visit(first, end);
    first = end;
  }
}
