import type { PieceIndex } from '../piece-index/contract.js';
import type { WindowHits } from '../search/contract.js';
import type { Seeds } from './seeds.js';

/** Power that makes one near-perfect hit outweigh several middling ones. Any from 1 to 3 ranks nearly alike. */
const SHARPNESS = 2;

/** Which windows of a query were searched: every variant (transposition) of window 0..n - 1, variant after variant. */
export interface QueryLayout {
  /** Windows of one variant n. */
  readonly windowCount: number;
  /** First frame of each window, size n. */
  readonly firstFrames: Uint32Array;
  /** The variants that were searched, as positions in the list of all. */
  readonly variants: readonly number[];
}

/** What a hit is worth as evidence, 0 to 1: its similarity squared, and nothing where it is not above 0. */
export function hitWeight(similarity: number): number {
  return Math.max(0, similarity) ** SHARPNESS;
}

/** How hits become seeds. */
export interface HitSeeding {
  readonly index: PieceIndex;
  /** Row of the reading that each library window belongs to. */
  readonly readingOfWindow: Uint32Array;
  /** All variants of the query, those not searched too. */
  readonly variantCount: number;
  /** Windows of the query that each of those searched stands for. @default 1 */
  readonly windowWeight?: number;
}

/** Adds hits to `seeds`: the first frame of the query window meets the first frame of the library window. */
export function addHitSeeds(
  seeds: Seeds,
  { hitsPerQuery, queryCount, windows, similarities }: WindowHits,
  { windowCount, firstFrames, variants }: QueryLayout,
  { index, readingOfWindow, variantCount, windowWeight = 1 }: HitSeeding,
): void {
  for (let query = 0; query < queryCount; query++) {
    const variant = variants[Math.floor(query / windowCount)]!;
    const queryFrame = firstFrames[query % windowCount]!;
    for (let hit = query * hitsPerQuery; hit < (query + 1) * hitsPerQuery; hit++) {
      const weight = windowWeight * hitWeight(similarities[hit]!);
      if (weight === 0) continue;
      const window = windows[hit]!;
      const group = readingOfWindow[window]! * variantCount + variant;
      seeds.add(group, queryFrame, index.windowFirstFrames[window]!, weight);
    }
  }
}
