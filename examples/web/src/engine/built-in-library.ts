import type { RunOptions } from '@midizero/core';
import { openIndex } from '@midizero/retrieval';
import { builtInPieces } from './built-in-pieces.js';
import { fetchBytes } from './fetch-bytes.js';
import indexUrl from './generated/built-in.mzi?url';
import type { SearchableLibrary } from './searchable-library.js';

/** The pieces that come with the page; their index was made when the page was built. */
export async function openBuiltInLibrary(encoderId: string, options: RunOptions): Promise<SearchableLibrary> {
  return builtInPieces(openIndex(await fetchBytes(indexUrl, 'fetch index', options), { encoderId }));
}
