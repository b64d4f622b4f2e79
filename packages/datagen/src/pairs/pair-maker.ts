import type { Random } from '@midizero/core';

/** Makes one pair at a time. What it makes depends on its options and `random` alone. */
export interface PairMaker {
  readonly windowFrames: number;
  /**
   * Sets the cells of one pair in zeroed batch arrays laid out as in `PairBatch`.
   * @param row the pair's place in the batch
   * @returns the similarity target, 0 to 1
   */
  make(random: Random, anchors: Float32Array, positives: Float32Array, row: number): number;
}
