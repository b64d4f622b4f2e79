import { availableParallelism } from 'node:os';
import { type RunOptions, throwIfAborted } from '@midizero/core';
import { WINDOW_FRAMES } from '@midizero/pitch-matrix';
import {
  BLOCKS_PER_BATCH,
  createBlockMaker,
  type GenerateOptions,
  generateTrainingBatches as generateInThisThread,
  sampleProgress,
} from '../samples/generate-training-data.js';
import { concatTrainingData, TrainingData } from '../samples/training-data.js';
import { checkWhole } from '../validation/checks.js';
import { type SavedTrainingData, saveTrainingData } from './arrow-files.js';
import { type WorkerChannel, withChannels } from './worker-channel.js';
import type { BlocksReply, BlocksRequest } from './worker-messages.js';

/** Runs of fewer samples are over before workers have started. */
const WORKER_SAMPLES_MIN = 200_000;
/** Batches that each worker may have ready or in the making. */
const BATCHES_PER_WORKER = 2;

/** What the Node entry takes beside the options of a mode. */
export interface NodeGenerateOptions extends RunOptions {
  /** Worker threads; the samples are the same for any number of them. @default one for each processor core */
  readonly workers?: number;
}

/**
 * Makes training samples with all processor cores. With `savePath` they go into an Arrow IPC file as they are made, in memory
 * that does not grow with their number, and the file appears once it is whole; without, they are returned.
 * @throws InvalidArgumentError for options that cannot work together, the signal's reason when aborted
 */
export function generateTrainingData(
  options: GenerateOptions & NodeGenerateOptions & { readonly savePath: string },
): Promise<SavedTrainingData>;
export function generateTrainingData(options: GenerateOptions & NodeGenerateOptions): Promise<TrainingData>;
export async function generateTrainingData(
  options: GenerateOptions & NodeGenerateOptions & { readonly savePath?: string },
): Promise<SavedTrainingData | TrainingData> {
  const { savePath, ...generateOptions } = options;
  const windowFrames = options.windowFrames ?? WINDOW_FRAMES;
  const batches = generateTrainingBatches(generateOptions);
  if (savePath !== undefined) return saveTrainingData(savePath, windowFrames, batches);
  const parts: TrainingData[] = [];
  for await (const part of batches) parts.push(part);
  return concatTrainingData(windowFrames, parts);
}

/** As {@link generateTrainingData}, in order, in parts of up to 65,536 samples. */
export async function* generateTrainingBatches(
  options: GenerateOptions & NodeGenerateOptions,
): AsyncGenerator<TrainingData, void, void> {
  const { workers = availableParallelism(), ...thisThread } = options;
  checkWhole('workers', workers, 1);
  const { signal, onProgress, ...generateOptions } = thisThread;
  const { plan } = createBlockMaker(generateOptions);
  if (workers === 1 || plan.sampleCount < WORKER_SAMPLES_MIN) {
    yield* generateInThisThread(thisThread);
    return;
  }
  const windowFrames = options.windowFrames ?? WINDOW_FRAMES;
  yield* withChannels(
    { kind: 'samples', options: generateOptions },
    workers,
    signal,
    async function* (channels: readonly WorkerChannel<BlocksRequest, BlocksReply>[]) {
      const queue: Promise<BlocksReply>[] = [];
      let batchCount = 0;
      let completed = 0;
      for (let next = plan.firstBlock; next < plan.endBlock || queue.length > 0; ) {
        while (next < plan.endBlock && queue.length < workers * BATCHES_PER_WORKER) {
          const end = Math.min(plan.endBlock, next + BLOCKS_PER_BATCH);
          queue.push(channels[batchCount++ % workers]!.request({ first: next, end }));
          next = end;
        }
        const batch = new TrainingData(windowFrames, await queue.shift()!);
        throwIfAborted(signal);
        completed += batch.length;
        onProgress?.(sampleProgress(completed, plan.sampleCount));
        yield batch;
      }
    },
  );
}
