import type { WindowHits } from '../search/contract.js';
import type { QueryLayout } from './evidence.js';

/** Hits of each query window that vote. */
export const VOTES_PER_WINDOW = 10;

/**
 * The reference's ranking (Su et al., "MIDI-Zero", 2025): the similarities of each query window's 10 best hits,
 * summed by piece (here by reading), and divided by 10 and the number of windows. Where in the piece a hit lies plays no part.
 * @returns size readings * variants, row-major `[reading][variant]`
 */
export function voteScores(
  readingCount: number,
  readingOfWindow: Uint32Array,
  hits: WindowHits,
  { windowCount, variants }: Pick<QueryLayout, 'windowCount' | 'variants'>,
): Float64Array {
  const scores = new Float64Array(readingCount * variants.length);
  const voters = Math.min(VOTES_PER_WINDOW, hits.hitsPerQuery);
  for (let query = 0; query < hits.queryCount; query++) {
    const variant = Math.floor(query / windowCount);
    for (let rank = 0; rank < voters; rank++) {
      const hit = query * hits.hitsPerQuery + rank;
      const reading = readingOfWindow[hits.windows[hit]!]!;
      scores[reading * variants.length + variant]! += hits.similarities[hit]! / (voters * windowCount);
    }
  }
  return scores;
}
