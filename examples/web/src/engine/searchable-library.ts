import type { NoteTable } from '@midizero/midi';
import type { PieceIndex } from '@midizero/retrieval';
import type { LibraryName, PieceTitle } from './protocol.js';

/** An index with what the page shows of its pieces. */
export interface SearchableLibrary {
  readonly name: LibraryName;
  readonly index: PieceIndex;
  titleOf(pieceId: string): PieceTitle;
  /** @throws Error if there is no such piece, or its notes cannot be read */
  notesOf(pieceId: string): Promise<NoteTable>;
}
