import { checkWhole } from '../validation/checks.js';

/**
 * Samples are made in blocks, each from a random stream of its own (the seed's fork with the block's number). So blocks can be
 * made anywhere and in any order, and a shard is a run of whole blocks.
 */
export const SAMPLES_PER_BLOCK = 4096;

/** Part `index` of `count` equal parts, from 0. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** The blocks of one run. */
export interface BlockPlan {
  readonly firstBlock: number;
  /** One more than the last block. */
  readonly endBlock: number;
  /** Samples in these blocks together. */
  readonly sampleCount: number;
  /** Samples in one block; only the last block of all may have fewer. */
  samplesIn(block: number): number;
}

/** @throws InvalidArgumentError for a count or shard that cannot be */
export function planBlocks(numSamples: number, shard: Shard = { index: 0, count: 1 }): BlockPlan {
  checkWhole('numSamples', numSamples, 0);
  checkWhole('shard.count', shard.count, 1);
  checkWhole('shard.index', shard.index, 0, shard.count - 1);
  const blocks = Math.ceil(numSamples / SAMPLES_PER_BLOCK);
  const firstBlock = Math.floor((blocks * shard.index) / shard.count);
  const endBlock = Math.floor((blocks * (shard.index + 1)) / shard.count);
  const end = Math.min(numSamples, endBlock * SAMPLES_PER_BLOCK);
  return {
    firstBlock,
    endBlock,
    sampleCount: Math.max(0, end - firstBlock * SAMPLES_PER_BLOCK),
    samplesIn: (block) => Math.min(SAMPLES_PER_BLOCK, numSamples - block * SAMPLES_PER_BLOCK),
  };
}
