import type { PieceIndex } from '../piece-index/contract.js';
import type { WindowHits } from '../search/contract.js';

/**
 * Hits of one reading at one transposition: places where query and piece agree for the length of a window. Columns of
 * one length, by query frame, then piece frame.
 */
export interface Anchors {
  readonly length: number;
  /** Row of the reading in the index. */
  readonly reading: number;
  /** Position in the list of transpositions searched. */
  readonly variant: number;
  /** First frame of the query window. */
  readonly queryFrames: Uint32Array;
  /** First frame of the library window, counted within its reading. */
  readonly pieceFrames: Uint32Array;
  /** Evidence, 0 to 1. */
  readonly weights: Float32Array;
}

/** Which query windows were searched: all variants (transpositions) of window 0..n - 1, variant after variant. */
export interface QueryLayout {
  /** Windows of one variant n. */
  readonly windowCount: number;
  /** First frame of each window, size n. */
  readonly firstFrames: Uint32Array;
  readonly variantCount: number;
}

/**
 * Sorts hits by reading and variant, in the order of their readings.
 * @param weights what each hit is worth; hits worth nothing are left out
 */
export function groupAnchors(
  index: PieceIndex,
  readingOfWindow: Uint32Array,
  hits: WindowHits,
  weights: Float32Array,
  layout: QueryLayout,
): Anchors[] {
  const { hitsPerQuery, queryCount } = hits;
  const total = queryCount * hitsPerQuery;
  const groupOf = (hit: number): number => {
    const variant = Math.floor(hit / (hitsPerQuery * layout.windowCount));
    return readingOfWindow[hits.windows[hit]!]! * layout.variantCount + variant;
  };

  // Counting sort by group; hits keep their order, so that anchors come by query frame.
  const starts = new Uint32Array(index.readings.length * layout.variantCount + 1);
  for (let hit = 0; hit < total; hit++) if (weights[hit]! > 0) starts[groupOf(hit) + 1]!++;
  for (let group = 1; group < starts.length; group++) starts[group]! += starts[group - 1]!;
  const sorted = new Uint32Array(starts.at(-1)!);
  const next = starts.slice();
  for (let hit = 0; hit < total; hit++) if (weights[hit]! > 0) sorted[next[groupOf(hit)]!++] = hit;

  const anchors: Anchors[] = [];
  for (let group = 0; group + 1 < starts.length; group++) {
    if (starts[group] === starts[group + 1]) continue;
    const members = sorted.subarray(starts[group], starts[group + 1]);
    const queryFrame = (hit: number): number =>
      layout.firstFrames[Math.floor(hit / hitsPerQuery) % layout.windowCount]!;
    const pieceFrame = (hit: number): number => index.windowFirstFrames[hits.windows[hit]!]!;
    members.sort((a, b) => queryFrame(a) - queryFrame(b) || pieceFrame(a) - pieceFrame(b));
    anchors.push({
      length: members.length,
      reading: Math.floor(group / layout.variantCount),
      variant: group % layout.variantCount,
      queryFrames: Uint32Array.from(members, queryFrame),
      pieceFrames: Uint32Array.from(members, pieceFrame),
      weights: Float32Array.from(members, (hit) => weights[hit]!),
    });
  }
  return anchors;
}
