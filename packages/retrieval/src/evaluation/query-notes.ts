import { createNoteTable, excerptNotes, filterNotes, iterateNotes, type NoteTable } from '@midizero/midi';
import type { EvaluationQuery } from './manifest.js';
import { addTranscriptionNoise } from './noise.js';

/** The notes a query asks with; times of an excerpt count from its start. */
export function queryNotes(query: EvaluationQuery, file: NoteTable): NoteTable {
  const { excerpt, track, noise } = query;
  let notes = file;
  if (excerpt !== undefined) notes = excerptNotes(notes, excerpt.startSeconds, excerpt.endSeconds);
  if (track !== undefined) {
    const all = notes;
    notes = filterNotes(all, (row) => all.track[row] === track);
  }
  const origin = excerpt?.startSeconds ?? 0;
  if (noise === undefined) {
    return createNoteTable(
      [...iterateNotes(notes)].map((note) => ({
        ...note,
        startSeconds: note.startSeconds - origin,
        endSeconds: note.endSeconds - origin,
      })),
    );
  }
  const plain = [...iterateNotes(notes)].map(({ startSeconds, endSeconds, pitch }) => ({
    on: startSeconds - origin,
    off: endSeconds - origin,
    pitch,
  }));
  return createNoteTable(
    addTranscriptionNoise(plain, noise).map(({ on, off, pitch }) => ({ startSeconds: on, endSeconds: off, pitch })),
  );
}
