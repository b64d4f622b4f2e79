import { createRandom, type Seed, throwIfAborted, yieldToEventLoop } from '@midizero/core';
import { KEY_COUNT, WINDOW_FRAMES } from '@midizero/pitch-matrix';
import {
  type AugmentationOptions,
  type AugmentationPreset,
  resolveAugmentation,
} from '../augmentation/augmentation-options.js';
import { createWindowSampler, type WindowSource } from '../modes/create-window-sampler.js';
import { checkWhole } from '../validation/checks.js';
import { createAugmentedPairs } from './augmented-pairs.js';
import type { PairBatch } from './pair-batch.js';
import type { PairMaker } from './pair-maker.js';

/** Options of {@link generateTrainingPairs}. */
export interface TrainingPairsOptions {
  /** What the windows are made of. */
  readonly source: WindowSource;
  /** Frame-by-frame changes: a preset or single options. @default 'reference' */
  readonly augmentation?: AugmentationPreset | AugmentationOptions;
  /** Pairs in a batch. @default 256 */
  readonly batchSize?: number;
  /** @default 0 */
  readonly seed?: Seed;
  /** Number of the first batch: batch k is the same whether one begins there or gets there. @default 0 */
  readonly startBatch?: number;
  /** Batches to make; without it they never end. */
  readonly batchCount?: number;
  /** Stops before the next batch; the iteration throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Batches of training pairs without end. Batch k depends on the seed and k alone, so training resumes anywhere, bit for bit.
 * Each batch has arrays of its own.
 * @throws InvalidArgumentError for options that cannot work
 */
export async function* generateTrainingPairs(options: TrainingPairsOptions): AsyncGenerator<PairBatch, void, void> {
  const { batchSize = 256, seed = 0, startBatch = 0, batchCount = Number.POSITIVE_INFINITY, signal } = options;
  checkWhole('batchSize', batchSize, 1);
  checkWhole('startBatch', startBatch, 0);
  const maker = createPairMaker(options);
  const random = createRandom(seed);
  for (let made = 0; made < batchCount; made++) {
    throwIfAborted(signal);
    const index = startBatch + made;
    yield makeBatch(maker, random.fork(index), index, batchSize);
    await yieldToEventLoop();
  }
}

function createPairMaker({ source, augmentation }: TrainingPairsOptions): PairMaker {
  const windowFrames = source.windowFrames ?? WINDOW_FRAMES;
  return createAugmentedPairs(createWindowSampler(source), windowFrames, resolveAugmentation(augmentation));
}

function makeBatch(
  maker: PairMaker,
  random: ReturnType<typeof createRandom>,
  index: number,
  length: number,
): PairBatch {
  const cells = length * maker.windowFrames * KEY_COUNT;
  const anchors = new Float32Array(cells);
  const positives = new Float32Array(cells);
  const similarity = new Float32Array(length);
  for (let row = 0; row < length; row++) similarity[row] = maker.make(random, anchors, positives, row);
  return { index, length, anchors, positives, similarity };
}
