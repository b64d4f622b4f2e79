import { createRandom } from '@midizero/core';
import type { LibrarySearch } from '@midizero/example-web/library-search';
import { playPassage } from '@midizero/example-web/passage';
import type { Trial } from './protocol.js';

/** Looks for one passage of each piece of the library: music that the network never learned from. */
export async function tryModel(search: LibrarySearch, signal: AbortSignal | undefined): Promise<Trial[]> {
  const random = createRandom(7);
  const trials: Trial[] = [];
  for (const [i, { pieceId, title }] of search.facts.pieces.entries()) {
    const passage = playPassage(await search.pieceNotes(pieceId), random.fork(i));
    const { findings } = await search.search(passage, 0, { signal });
    trials.push({ title, found: findings[0]?.title });
  }
  return trials;
}
