import { createRandom, InvalidArgumentError, type Seed, throwIfAborted, yieldToEventLoop } from '@midizero/core';
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
import { newColumn, type TakeColumn } from './batch-memory.js';
import { createDamagedPairs } from './damaged-pairs.js';
import type { PairBatch } from './pair-batch.js';
import type { PairMaker } from './pair-maker.js';

const DEFAULT_BATCH_SIZE = 256;
const DEFAULT_WINDOWS_PER_PASSAGE = 8;
/** Pairs made without letting anything else run. */
const PAIRS_AT_ONCE = 512;

/** How positives are made: by editing frames, or by damaging timed notes. */
export type PairChange =
  | {
      /** What the windows are made of: one of the modes. */
      readonly source: WindowSource;
      /** Frame-by-frame changes: a preset or single options. @default 'reference' */
      readonly augmentation?: AugmentationPreset | AugmentationOptions;
      readonly damage?: never;
      readonly windowsPerPassage?: never;
    }
  | {
      /** What the passages are made of: plausible texture, real notes, or frames of a mode with a random rhythm. */
      readonly source: WindowSource | TextureSource | NotesSource;
      /** Damage in time: a preset or single options. */
      readonly damage: DamagePreset | DamageOptions;
      /**
       * Pairs cut from one damaged passage, from overlapping windows: the more, the faster. They go to as many batches that
       * follow each other, so that no two of them are contrasted. @default 8
       */
      readonly windowsPerPassage?: number;
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
export function generateTrainingPairs(options: TrainingPairsOptions): AsyncGenerator<PairBatch, void, void> {
  return makeBatches(options, newColumn);
}

/** As {@link generateTrainingPairs}, in memory of the caller's choice. */
export async function* makeBatches(
  options: TrainingPairsOptions,
  takeColumn: TakeColumn,
): AsyncGenerator<PairBatch, void, void> {
  const {
    batchSize = DEFAULT_BATCH_SIZE,
    seed = 0,
    startBatch = 0,
    batchCount = Number.POSITIVE_INFINITY,
    signal,
  } = options;
  const maker = createPairMaker(options);
  const random = createRandom(seed);
  const { pairsAtOnce } = maker;
  const endBatch = startBatch + batchCount;
  const rowsAtOnce = Math.ceil(PAIRS_AT_ONCE / pairsAtOnce);
  // Batches whose rows are of the same passages are made together.
  for (let group = Math.floor(startBatch / pairsAtOnce); group * pairsAtOnce < endBatch; group++) {
    const batches = emptyBatches(group * pairsAtOnce, maker, batchSize, takeColumn);
    const groupRandom = random.fork(group);
    for (let row = 0; row < batchSize; row++) {
      maker.make(groupRandom, batches, row);
      if ((row + 1) % rowsAtOnce !== 0) continue;
      await yieldToEventLoop();
      throwIfAborted(signal);
    }
    for (const batch of batches) {
      if (batch.index < startBatch || batch.index >= endBatch) continue;
      throwIfAborted(signal);
      yield batch;
    }
    await yieldToEventLoop();
    throwIfAborted(signal);
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
  if (options.windowsPerPassage !== undefined && options.damage === undefined) {
    throw new InvalidArgumentError('windowsPerPassage', 'only pairs that are damaged in time are cut from passages');
  }
  if (options.damage !== undefined) {
    const { windowsPerPassage = DEFAULT_WINDOWS_PER_PASSAGE } = options;
    checkWhole('windowsPerPassage', windowsPerPassage, 1, 64);
    const passages = createPassageSource(options.source);
    return createDamagedPairs(passages, windowFrames, resolveDamage(options.damage), windowsPerPassage);
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

/** Batches for `pairsAtOnce` pairs at each row, not yet written. */
function emptyBatches(
  firstIndex: number,
  { pairsAtOnce, windowFrames }: PairMaker,
  length: number,
  takeColumn: TakeColumn,
): PairBatch[] {
  const cells = length * windowFrames * KEY_COUNT;
  return Array.from({ length: pairsAtOnce }, (_, i) => ({
    index: firstIndex + i,
    length,
    anchors: takeColumn(cells),
    positives: takeColumn(cells),
    similarity: takeColumn(length),
  }));
}
