import {
  createRandom,
  InvalidArgumentError,
  type Random,
  type Seed,
  throwIfAborted,
  yieldToEventLoop,
} from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import { KEY_COUNT, WINDOW_FRAMES } from '@midizero/pitch-matrix';
import {
  type AugmentationOptions,
  type AugmentationPreset,
  resolveAugmentation,
} from '../augmentation/augmentation-options.js';
import { type DamageOptions, type DamagePreset, resolveDamage } from '../damage/damage-options.js';
import { createWindowSampler, type WindowSource } from '../modes/create-window-sampler.js';
import { createFramePassages } from '../passages/frame-passages.js';
import { createNotePassages } from '../passages/note-passages.js';
import type { PassageSource } from '../passages/passage-source.js';
import { createTexturePassages } from '../texture/texture-passages.js';
import { checkKnownOptions, checkWhole } from '../validation/checks.js';
import { createAugmentedPairs } from './augmented-pairs.js';
import { createDamagedPairs } from './damaged-pairs.js';
import type { PairBatch } from './pair-batch.js';
import type { PairMaker } from './pair-maker.js';

const DEFAULT_BATCH_SIZE = 256;

/** How positives are made: by editing frames, or by damaging timed notes. */
export type PairChange =
  | {
      /** What the windows are made of: one of the modes. */
      readonly source: WindowSource;
      /** Frame-by-frame changes: a preset or single options. @default 'reference' */
      readonly augmentation?: AugmentationPreset | AugmentationOptions;
      readonly damage?: never;
    }
  | {
      /** What the passages are made of: plausible texture, real notes, or frames of a mode with a random rhythm. */
      readonly source: WindowSource | TextureSource | NotesSource;
      /** Damage in time: a preset or single options. */
      readonly damage: DamagePreset | DamageOptions;
      readonly augmentation?: never;
    };

/** Plausible music that nobody composed. */
export interface TextureSource {
  readonly mode: 'texture';
  /** Frames in a window. @default 10 */
  readonly windowFrames?: number;
}

/** Passages of real pieces. */
export interface NotesSource {
  readonly mode: 'notes';
  /** Frames in a window. @default 10 */
  readonly windowFrames?: number;
  /** Notes of each piece; a piece is drawn as often as it has onsets. */
  readonly pieces: readonly NoteTable[];
}

/** Options of {@link generateTrainingPairs}. */
export type TrainingPairsOptions = PairChange & {
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
};

/**
 * Batches of training pairs without end. Batch k depends on the seed and k alone, so training resumes anywhere, bit for bit.
 * Each batch has arrays of its own.
 * @throws InvalidArgumentError for options that cannot work
 */
export async function* generateTrainingPairs(options: TrainingPairsOptions): AsyncGenerator<PairBatch, void, void> {
  const {
    batchSize = DEFAULT_BATCH_SIZE,
    seed = 0,
    startBatch = 0,
    batchCount = Number.POSITIVE_INFINITY,
    signal,
  } = options;
  const maker = createPairMaker(options);
  const random = createRandom(seed);
  for (let made = 0; made < batchCount; made++) {
    throwIfAborted(signal);
    const index = startBatch + made;
    yield makeBatch(maker, random.fork(index), index, batchSize);
    await yieldToEventLoop();
  }
}

/** @throws InvalidArgumentError for options that cannot work */
export function createPairMaker(options: TrainingPairsOptions): PairMaker {
  const { source, batchSize = DEFAULT_BATCH_SIZE, startBatch = 0, batchCount = Number.POSITIVE_INFINITY } = options;
  checkWhole('batchSize', batchSize, 1);
  checkWhole('startBatch', startBatch, 0);
  if (batchCount !== Number.POSITIVE_INFINITY) checkWhole('batchCount', batchCount, 0);
  const windowFrames = source.windowFrames ?? WINDOW_FRAMES;
  checkWhole('source.windowFrames', windowFrames, 1);
  if (options.augmentation !== undefined && options.damage !== undefined) {
    throw new InvalidArgumentError('damage', 'a pair is either augmented or damaged; leave one of the two out');
  }
  if (options.damage !== undefined) {
    return createDamagedPairs(createPassageSource(options.source), windowFrames, resolveDamage(options.damage));
  }
  return createAugmentedPairs(
    createWindowSampler(options.source),
    windowFrames,
    resolveAugmentation(options.augmentation),
  );
}

function createPassageSource(source: WindowSource | TextureSource | NotesSource): PassageSource {
  if (source.mode === 'texture') {
    checkKnownOptions('mode texture', source, ['mode', 'windowFrames']);
    return createTexturePassages();
  }
  if (source.mode === 'notes') {
    checkKnownOptions('mode notes', source, ['mode', 'windowFrames', 'pieces']);
    return createNotePassages(source.pieces);
  }
  return createFramePassages((windowFrames) => createWindowSampler({ ...source, windowFrames }));
}

function makeBatch(maker: PairMaker, random: Random, index: number, length: number): PairBatch {
  const cells = length * maker.windowFrames * KEY_COUNT;
  const anchors = new Float32Array(cells);
  const positives = new Float32Array(cells);
  const similarity = new Float32Array(length);
  for (let row = 0; row < length; row++) similarity[row] = maker.make(random, anchors, positives, row);
  return { index, length, anchors, positives, similarity };
}
