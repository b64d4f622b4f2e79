import type { Random } from '@midizero/core';
import type { PairBatch } from './pair-batch.js';

/** Makes a few pairs at a time. What it makes depends on its options and `random` alone. */
export interface PairMaker {
  readonly windowFrames: number;
  /** Pairs made at a time, from one piece of music; each goes to another batch, where it meets none of the others. */
  readonly pairsAtOnce: number;
  /**
   * Writes one row of as many batches over, whatever was there.
   * @param batches `pairsAtOnce` of them
   * @param row the pairs' place in each batch
   */
  make(random: Random, batches: readonly PairBatch[], row: number): void;
}
