import { createNoteTable, iterateNotes, type NoteTable } from '../../../packages/midi/src/index.js';

/** The same notes, the first of them at 0 s. */
export function fromZero(notes: NoteTable): NoteTable {
  const first = notes.startSeconds[0] ?? 0;
  return createNoteTable(
    Array.from(iterateNotes(notes), (note) => {
      return { ...note, startSeconds: note.startSeconds - first, endSeconds: note.endSeconds - first };
    }),
  );
}
