import type { NoteTable } from '@midizero/midi';
import { parseNotation } from './notation/parse-notation.js';
import { pieceSources } from './pieces/index.js';
import type { PieceSource } from './pieces/piece-source.js';

/** A passage of public-domain music. */
export interface LibraryPiece extends Omit<PieceSource, 'notation'> {
  /** The notes; read from the notation at first use, and the same table from then on. */
  readonly notes: NoteTable;
  /** Seconds from the beginning to the end of the last note. */
  readonly durationSeconds: number;
}

let pieces: readonly LibraryPiece[] | undefined;

/** All pieces, by era, hymns and songs last; the same objects at every call. */
export function libraryPieces(): readonly LibraryPiece[] {
  pieces ??= pieceSources.map(lazyPiece);
  return pieces;
}

/** The piece with this id, or undefined. */
export function findLibraryPiece(id: string): LibraryPiece | undefined {
  return libraryPieces().find((piece) => piece.id === id);
}

function lazyPiece({ notation, ...facts }: PieceSource): LibraryPiece {
  let notes: NoteTable | undefined;
  return {
    ...facts,
    get notes() {
      notes ??= parseNotation(notation, { piece: facts.id });
      return notes;
    },
    get durationSeconds() {
      return this.notes.endSeconds.reduce((latest, end) => Math.max(latest, end), 0);
    },
  };
}
