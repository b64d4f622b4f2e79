import {
  createRandom,
  InvalidArgumentError,
  type Progress,
  type Random,
  type RunOptions,
  type Seed,
  throwIfAborted,
  yieldToEventLoop,
} from '@midizero/core';
import { WINDOW_FRAMES } from '@midizero/pitch-matrix';
import { createWindowSampler, type WindowSource } from '../modes/create-window-sampler.js';
import type { WindowSampler } from '../modes/window-sampler.js';
import { uniformBetween } from '../sampling/choose.js';
import { type BlockPlan, planBlocks, type Shard } from './block-plan.js';
import { SampleBuffer } from './sample-buffer.js';
import { concatTrainingData, TrainingData } from './training-data.js';

/** Range of generated durations. */
const SHORTEST_SECONDS = 0.01;
const LONGEST_SECONDS = 2;
/** Blocks of one batch: 65,536 samples. */
export const BLOCKS_PER_BATCH = 16;

/** What every mode takes beside its own options. */
export interface SampleOptions {
  /** Number of samples of all shards together. @default 2_000_000 */
  readonly numSamples?: number;
  /** Only pitches; false gives each note a duration too: in mode R its own, else one drawn from 0.01 to 2 s. @default true */
  readonly pitchOnly?: boolean;
  /** Same seed and options, same bytes. @default 0 */
  readonly seed?: Seed;
  /** Make one part only; the parts of all shards in order equal the run without shards, bit for bit. */
  readonly shard?: Shard;
}

/** A mode with its options, and what every mode takes. Options of another mode do not compile. */
export type GenerateOptions = WindowSource & SampleOptions;

/**
 * Makes training samples in memory.
 * @throws InvalidArgumentError for options that cannot work together, the signal's reason when aborted
 */
export async function generateTrainingData(options: GenerateOptions & RunOptions): Promise<TrainingData> {
  const parts: TrainingData[] = [];
  for await (const part of generateTrainingBatches(options)) parts.push(part);
  return concatTrainingData(options.windowFrames ?? WINDOW_FRAMES, parts);
}

/**
 * As {@link generateTrainingData}, but in parts of up to 65,536 samples, each made when it is asked for: memory does not
 * grow with `numSamples`.
 */
export async function* generateTrainingBatches(
  options: GenerateOptions & RunOptions,
): AsyncGenerator<TrainingData, void, void> {
  const { signal, onProgress, ...generateOptions } = options;
  const maker = createBlockMaker(generateOptions);
  const { firstBlock, endBlock, sampleCount } = maker.plan;
  let completed = 0;
  for (let block = firstBlock; block < endBlock; block += BLOCKS_PER_BATCH) {
    throwIfAborted(signal);
    const batch = maker.makeBlocks(block, Math.min(endBlock, block + BLOCKS_PER_BATCH));
    completed += batch.length;
    onProgress?.(sampleProgress(completed, sampleCount));
    yield batch;
    await yieldToEventLoop();
  }
}

/** A step of generating samples. */
export function sampleProgress(completed: number, total: number): Progress {
  return { stage: 'generate samples', completed, total, unit: 'samples' };
}

/** Makes any blocks of a run. */
export interface BlockMaker {
  readonly plan: BlockPlan;
  /** Blocks `first` to `end` - 1 as one table. */
  makeBlocks(first: number, end: number): TrainingData;
}

/** @throws InvalidArgumentError for options that cannot work */
export function createBlockMaker(options: GenerateOptions): BlockMaker {
  const { numSamples = 2_000_000, pitchOnly = true, seed = 0, shard, ...source } = options;
  if ('savePath' in source) {
    throw new InvalidArgumentError(
      'savePath',
      'files are written by the Node entry; import generateTrainingData from @midizero/datagen/node',
    );
  }
  const plan = planBlocks(numSamples, shard);
  const random = createRandom(seed);
  const sampler = createWindowSampler(source as WindowSource, { withDurations: !pitchOnly });
  const windowFrames = source.windowFrames ?? WINDOW_FRAMES;
  const buffer = new SampleBuffer({ withDurations: !pitchOnly });
  return {
    plan,
    makeBlocks(first: number, end: number): TrainingData {
      buffer.clear();
      for (let block = first; block < end; block++) {
        fillBlock(sampler, random.fork(block), plan.samplesIn(block), buffer);
      }
      return new TrainingData(windowFrames, buffer.copyColumns());
    },
  };
}

function fillBlock(sampler: WindowSampler, random: Random, samples: number, buffer: SampleBuffer): void {
  for (let i = 0; i < samples; i++) {
    const firstNote = buffer.noteCount;
    sampler.draw(random, buffer);
    const { durationSeconds } = buffer;
    if (!durationSeconds) continue;
    for (let note = Math.max(firstNote, buffer.timedUntil); note < buffer.noteCount; note++) {
      durationSeconds[note] = uniformBetween(random, SHORTEST_SECONDS, LONGEST_SECONDS);
    }
  }
}
