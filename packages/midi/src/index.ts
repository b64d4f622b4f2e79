export type { Note, NoteTable } from './note-table.js';
export {
  allocateNoteTable,
  createNoteTable,
  excerptNotes,
  filterNotes,
  iterateNotes,
  PERCUSSION_CHANNEL,
} from './note-table.js';
