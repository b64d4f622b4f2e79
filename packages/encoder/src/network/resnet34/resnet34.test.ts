import { createRandom } from '@midizero/core';
import { generateTrainingPairs } from '@midizero/datagen';
import { createGraph } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { initialValues } from '@midizero/onnx-training';
import { expect, test } from 'vitest';
import { createEncoder } from '../../encoder.js';
import { createManifest } from '../../manifest.js';
import { randomWindows } from '../../testing-support/naive-network.js';
import { naiveResNet34 } from '../../testing-support/naive-resnet34.js';
import { SMALL_RESNET34 } from '../../testing-support/small-resnet34.js';
import { trainEncoder } from '../../training/train-encoder.js';
import { trainingLayers } from '../../training/training-network.js';
import { buildNetwork, networkSize } from '../families.js';
import { exportInferenceModel, type NetworkWeights } from '../inference-model.js';
import { planResNet34 } from './plan.js';
import { RESNET34, type ResNet34Shape } from './shape.js';
import { windowTaps } from './window-taps.js';

/** Weights as training begins with, and statistics as it may end with. */
function randomWeights(shape: ResNet34Shape, seed: number): NetworkWeights {
  const g = createGraph({ name: 'parameters' });
  buildNetwork(g, g.input('windows', [1, shape.windowFrames, 88]), shape, trainingLayers(g, new Map()));
  const weights = initialValues(g.parameters, seed);
  const random = createRandom(seed + 1);
  for (const [name, values] of Object.entries(weights)) {
    if (/running_var|scale/.test(name)) weights[name] = values.map(() => 0.5 + random.uniform());
    if (/bias|running_mean/.test(name)) weights[name] = values.map(() => 0.2 * random.gaussian());
  }
  return weights;
}

test('the plan of the paper: 1536 features of images of 3 × 22, 2 × 11, 1 × 6 and 1 × 3', () => {
  const plan = planResNet34(RESNET34);
  const outputs = ['stage1/block3/second', 'stage2/block4/second', 'stage3/block6/second', 'stage4/block3/second'].map(
    (name) => plan.convolutions[name]!.taps.output,
  );
  expect(plan.stem.taps.output).toEqual({ height: 5, width: 44 });
  expect(outputs).toEqual([
    { height: 3, width: 22 },
    { height: 2, width: 11 },
    { height: 1, width: 6 },
    { height: 1, width: 3 },
  ]);
  expect(plan.head.inputSize).toBe(1536);
  const kernels = Object.entries(plan.convolutions).map(([name, { kernel }]) => [name, kernel] as const);
  expect(kernels.filter(([, kernel]) => kernel === 9)).toHaveLength(6 + 8);
  expect(kernels.filter(([, kernel]) => kernel === 6)).toEqual([['stage3/block1/first', 6]]);
  expect(kernels.filter(([, kernel]) => kernel === 3)).toHaveLength(11 + 6);
});

test('parameters: those of ResNet-34 without its classifier, without what only meets padding', () => {
  const trunk = 21_284_672;
  const lift = 2 * 3;
  const head = 1536 * 128 + 128;
  // Two of three kernel rows of images with one row; one of three where an image of two rows becomes one.
  const stage3 = 3 * 128 * 256 + 11 * 6 * 256 * 256;
  const stage4 = 6 * 256 * 512 + 5 * 6 * 512 * 512;
  const { parameterCount, multiplyAdds } = networkSize(RESNET34);
  expect(parameterCount).toBe(trunk + lift + head - stage3 - stage4);
  const stages = [
    220 * 49 * 64,
    66 * 6 * (9 * 64 * 64),
    22 * (64 * 128 + 9 * 64 * 128 + 7 * (9 * 128 * 128)),
    6 * (128 * 256 + 6 * 128 * 256 + 11 * (3 * 256 * 256)),
    3 * (256 * 512 + 3 * 256 * 512 + 5 * (3 * 512 * 512)),
    1536 * 128,
  ];
  expect(multiplyAdds).toBe(stages.reduce((sum, stage) => sum + stage));
});

test('taps of a window: padding is one past the last place, rows that only meet padding are left out', () => {
  expect(windowTaps({ height: 1, width: 3 }, { size: 3, stride: 2 })).toEqual({
    output: { height: 1, width: 2 },
    offsets: [
      [0, -1],
      [0, 0],
      [0, 1],
    ],
    indices: [3, 0, 1, 1, 2, 3],
    inputPositions: 3,
  });
});

test('the folded ONNX model equals the network written as loops', async () => {
  const weights = randomWeights(SMALL_RESNET34, 1);
  const model = exportInferenceModel(SMALL_RESNET34, weights);
  const { dimensions, windowFrames } = SMALL_RESNET34;
  const manifest = await createManifest('small', model, {
    architecture: { ...SMALL_RESNET34 },
    dimensions,
    windowFrames,
  });
  const encoder = await createEncoder({ runtime: await createNodeRuntime(), model, manifest });
  const windows = randomWindows(3, 10, 2);
  const embeddings = await encoder.encode(windows);
  await encoder.release();
  for (let row = 0; row < 3; row++) {
    const expected = naiveResNet34(SMALL_RESNET34, weights, windows.subarray(row * 880, (row + 1) * 880));
    for (const [i, value] of expected.entries()) expect(embeddings[row * 7 + i]).toBeCloseTo(value, 4);
  }
});

test('a few steps make the loss fall', async () => {
  const losses: number[] = [];
  const { manifest } = await trainEncoder({
    runtime: await createNodeRuntime({ threads: 1 }),
    pairs: generateTrainingPairs({ source: { mode: 'P' }, batchSize: 16, seed: 1 }),
    batchSize: 16,
    seed: 3,
    architecture: SMALL_RESNET34,
    learningRate: 0.01,
    budget: { steps: 60 },
    onStep: ({ loss }) => losses.push(loss),
  });
  const mean = (part: number[]): number => part.reduce((sum, loss) => sum + loss, 0) / part.length;
  expect(mean(losses.slice(-8))).toBeLessThan(0.8 * mean(losses.slice(0, 8)));
  expect(manifest.id).toMatch(/^resnet34@/);
});

test.each([
  [{ ...SMALL_RESNET34, stages: [] }, /architecture\.stages\.length/],
  [{ ...SMALL_RESNET34, stages: [{ channels: 4, blocks: 0 }] }, /architecture\.stages\[0\]\.blocks/],
  [{ ...SMALL_RESNET34, dimensions: 0.5 }, /architecture\.dimensions/],
])('a shape that cannot be built says why', (shape, message) => {
  expect(() => planResNet34(shape)).toThrow(message);
});
