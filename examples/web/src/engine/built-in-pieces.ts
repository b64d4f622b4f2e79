import { findLibraryPiece, type LibraryPiece } from '@midizero/library';
import type { PieceIndex } from '@midizero/retrieval';
import type { SearchableLibrary } from './searchable-library.js';

/** The built-in pieces, as this index has them. */
export function builtInPieces(index: PieceIndex): SearchableLibrary {
  return {
    name: 'built-in',
    index,
    titleOf(pieceId) {
      const { title, composer, catalogue } = requirePiece(pieceId);
      return { title, subtitle: catalogue === undefined ? composer : `${composer}, ${catalogue}` };
    },
    notesOf: async (pieceId) => requirePiece(pieceId).notes,
  };
}

function requirePiece(pieceId: string): LibraryPiece {
  const piece = findLibraryPiece(pieceId);
  if (piece === undefined) throw new Error(`the built-in library has no piece "${pieceId}"`);
  return piece;
}
