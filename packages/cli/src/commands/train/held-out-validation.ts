import { generateTrainingPairs, type PairBatch, type PairChange } from '@midizero/datagen';
import type { HeldOutValidation } from '@midizero/encoder/training';
import type { TrainingFolder } from '@midizero/onnx-training/node';
import type { TrainOptions } from './run.js';

const BATCH_SIZE = 256;
const BATCH_COUNT = 2;
/** Seeds are below 2^53; half of that away lies one that nobody gives by hand. */
const SEEDS = 2 ** 53;

/** Recall on pairs of the kind that training sees, and none of those, recorded among the metrics; only where it is asked for. */
export async function heldOutValidation(
  { validateEvery, patience, seed }: Pick<TrainOptions, 'validateEvery' | 'patience' | 'seed'>,
  change: PairChange,
  folder: TrainingFolder,
): Promise<HeldOutValidation | undefined> {
  if (validateEvery === undefined) return undefined;
  // Each held-out pair is of a passage of its own: neighbours of one passage would be taken for each other.
  const apart: PairChange = change.damage === undefined ? change : { ...change, windowsPerPassage: 1 };
  const options = { ...apart, batchSize: BATCH_SIZE, batchCount: BATCH_COUNT, seed: (seed + SEEDS / 2) % SEEDS };
  const batches: PairBatch[] = [];
  for await (const batch of generateTrainingPairs(options)) batches.push(batch);
  return {
    batches,
    everySteps: validateEvery,
    ...(patience !== undefined && { patience }),
    onValidation: ({ step, value }) => folder.record({ step, recall: value }),
  };
}
