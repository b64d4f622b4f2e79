import type { RunOptions } from '@midizero/core';
import { findLibraryPiece, type LibraryPiece } from '@midizero/library';
import { openIndex } from '@midizero/retrieval';
import { fetchBytes } from './fetch-bytes.js';
import indexUrl from './generated/built-in.mzi?url';
import type { SearchableLibrary } from './searchable-library.js';

/** The pieces that come with the page; their index was made when the page was built. */
export async function openBuiltInLibrary(encoderId: string, options: RunOptions): Promise<SearchableLibrary> {
  const index = openIndex(await fetchBytes(indexUrl, 'fetch index', options), { encoderId });
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
