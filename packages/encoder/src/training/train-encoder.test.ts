import { generateTrainingPairs } from '@midizero/datagen';
import { createNodeRuntime } from '@midizero/onnx/node';
import type { TrainingCheckpoint } from '@midizero/onnx-training';
import { expect, test } from 'vitest';
import { createEncoder } from '../encoder.js';
import { naiveEmbedding, SMALL_NETWORK } from '../testing-support/naive-network.js';
import { learningRateAt } from './learning-rate.js';
import { poolRecall } from './pool-recall.js';
import { type TrainEncoderOptions, type TrainingProgress, trainEncoder } from './train-encoder.js';

const BATCH_SIZE = 32;
const pairs = (seed: number, batchCount?: number) =>
  generateTrainingPairs({
    source: { mode: 'P' },
    batchSize: BATCH_SIZE,
    seed,
    ...(batchCount === undefined ? {} : { batchCount }),
  });

async function train(options: Partial<TrainEncoderOptions> = {}) {
  return trainEncoder({
    runtime: await createNodeRuntime({ threads: 1 }),
    pairs: pairs(1),
    budget: { steps: 40 },
    seed: 5,
    batchSize: BATCH_SIZE,
    learningRate: 0.01,
    architecture: SMALL_NETWORK,
    ...options,
  });
}

test('a few steps make the loss fall, and the exported model knows pairs it has not seen', async () => {
  const steps: TrainingProgress[] = [];
  const { model, manifest, weights } = await train({
    budget: { steps: 120 },
    onStep: (progress) => steps.push(progress),
  });
  expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
  const mean = (part: TrainingProgress[]): number => part.reduce((sum, { loss }) => sum + loss, 0) / part.length;
  expect(mean(steps.slice(-8))).toBeLessThan(0.75 * mean(steps.slice(0, 8)));
  expect(manifest.training).toMatchObject({ seed: 5, steps: 120, pairs: 120 * BATCH_SIZE });

  const encoder = await createEncoder({ runtime: await createNodeRuntime(), model, manifest });
  const heldOut = [];
  for await (const batch of pairs(2, 4)) heldOut.push(batch);
  // Drawn at random, one in 128 would be right; seven dimensions cannot hold much more.
  expect(await poolRecall(encoder, heldOut)).toBeGreaterThan(0.15);
  const window = heldOut[0]!.anchors.subarray(0, 880);
  const expected = naiveEmbedding(SMALL_NETWORK, weights, window);
  const embedding = await encoder.encode(window);
  for (const [i, value] of expected.entries()) expect(embedding[i]).toBeCloseTo(value, 4);
  await encoder.release();
});

test('the same seeds give the same model, byte for byte', async () => {
  const options = { budget: { steps: 3 } };
  const [a, b] = [await train({ ...options }), await train({ ...options })];
  expect(a.manifest.sha256).toBe(b.manifest.sha256);
  expect((await train({ ...options, seed: 6 })).manifest.sha256).not.toBe(a.manifest.sha256);
});

test('training goes on from given weights', async () => {
  const first = await train({ budget: { steps: 30 } });
  const losses: number[] = [];
  await train({
    budget: { steps: 3 },
    initialWeights: first.weights,
    pairs: pairs(3),
    onStep: ({ contrast }) => losses.push(contrast),
  });
  expect(losses[0]).toBeLessThan(0.8 * Math.log(BATCH_SIZE));
});

test('goes on only from a checkpoint of the same recipe, with the batch that follows it', async () => {
  const saved: TrainingCheckpoint[] = [];
  const checkpoints = { everySteps: 2, save: async (checkpoint: TrainingCheckpoint) => void saved.push(checkpoint) };
  await train({ budget: { steps: 3 }, checkpoints, recipe: { mode: 'P' } });
  const options = { budget: { steps: 3 }, resume: saved[0], recipe: { mode: 'P' } };
  await expect(train({ ...options, seed: 6 })).rejects.toThrow(/made with seed 5, not 6/);
  await expect(train({ ...options, recipe: { mode: 'C' } })).rejects.toThrow(/made with mode "P", not "C"/);
  await expect(train({ ...options, temperature: 1 })).rejects.toThrow(/made with temperature left out, not 1/);
  await expect(train(options)).rejects.toThrow(/goes on with batch 2, got batch 0/);
});

test('measures recall on held-out pairs on the way and stops when it no longer grows', async () => {
  const batches = [];
  for await (const batch of pairs(2, 2)) batches.push(batch);
  const values: number[] = [];
  const { manifest } = await train({
    learningRate: 1e-12,
    validation: { batches, everySteps: 4, patience: 3, onValidation: ({ value }) => values.push(value) },
  });
  expect(values.length).toBeGreaterThan(3);
  expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
  expect(manifest.training!.steps).toBe(4 * values.length);
  expect(manifest.training!.bestValidation).toMatchObject({ value: Math.max(...values) });
  expect(manifest.training!.weightsOfStep).toBe(4 * (values.indexOf(Math.max(...values)) + 1));
});

test.each([
  [{ budget: { steps: 0 } }, /budget.steps: expected a positive number/],
  [{ budget: { minutes: Number.NaN } }, /budget.minutes/],
  [{ budget: { epochs: 2, stepsPerEpoch: 0 } }, /budget.stepsPerEpoch/],
  [{ initialWeights: { 'stem/wait': new Float32Array(1) } }, /initialWeights: the network has no weight "stem\/wait"/],
  [{ batchSize: 16 }, /pairs: batch 0 has 32 pairs, expected 16/],
  [{ signal: AbortSignal.abort() }, /abort/i],
])('refuses %o', async (options, message) => {
  await expect(train(options)).rejects.toThrow(message);
});

test('the learning rate warms up, peaks and falls to a hundredth', () => {
  const rates = Array.from({ length: 1001 }, (_, index) => learningRateAt(index / 1000, 1));
  expect(rates[0]).toBeGreaterThan(0);
  expect(Math.max(...rates)).toBeCloseTo(1, 6);
  expect(rates.indexOf(Math.max(...rates))).toBe(20);
  expect(rates[1000]).toBeCloseTo(0.01, 6);
});
