import { InvalidArgumentError } from '@midizero/core';
import type { PieceIndex } from '../piece-index/contract.js';
import type { WindowHits } from './contract.js';

/**
 * Room for the hits of a search, all 0.
 * @throws InvalidArgumentError for queries that are not whole rows, or a number of hits that is not 1 or more
 */
export function allocateHits(
  { dimensions, windowCount }: PieceIndex,
  queries: Float32Array,
  hitsPerQuery: number,
  excluded: Uint8Array | undefined,
): WindowHits {
  if (queries.length % dimensions !== 0) {
    throw new InvalidArgumentError('queries', `expected a multiple of ${dimensions} numbers, got ${queries.length}`);
  }
  if (!Number.isSafeInteger(hitsPerQuery) || hitsPerQuery < 1) {
    throw new InvalidArgumentError('hitsPerQuery', `expected a whole number of 1 or more, got ${hitsPerQuery}`);
  }
  const queryCount = queries.length / dimensions;
  const kept = Math.min(hitsPerQuery, windowCount - countOnes(excluded));
  return {
    queryCount,
    hitsPerQuery: kept,
    windows: new Uint32Array(queryCount * kept),
    similarities: new Float32Array(queryCount * kept),
  };
}

function countOnes(mask: Uint8Array | undefined): number {
  return mask?.reduce((sum, value) => sum + value, 0) ?? 0;
}
