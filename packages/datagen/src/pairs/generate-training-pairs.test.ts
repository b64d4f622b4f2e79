import { expect, test } from 'vitest';
import { generateTrainingPairs, type TrainingPairsOptions } from './generate-training-pairs.js';
import type { PairBatch } from './pair-batch.js';

async function take(count: number, options: TrainingPairsOptions): Promise<PairBatch[]> {
  const batches: PairBatch[] = [];
  for await (const batch of generateTrainingPairs({ ...options, batchCount: count })) batches.push(batch);
  return batches;
}

test('a run that begins at batch 2 goes on as the one that got there', async () => {
  const options: TrainingPairsOptions = { source: { mode: 'P' }, batchSize: 16, seed: 5 };
  const whole = await take(4, options);
  expect(await take(2, { ...options, startBatch: 2 })).toEqual(whole.slice(2));
  expect(whole[0]!.anchors).not.toEqual(whole[1]!.anchors);
});
