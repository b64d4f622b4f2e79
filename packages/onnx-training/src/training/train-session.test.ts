import type { Graph } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { describe, expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint/checkpoint.js';
import { TrainingDivergedError } from '../errors.js';
import { adamW } from '../optimizers/adam.js';
import { sgd } from '../optimizers/sgd.js';
import { CIRCLE_BATCH as BATCH, circleBatch, circleClassifier } from '../testing-support/circle.js';
import { TrainSession } from './train-session.js';
import type { TrainingObjective } from './train-step.js';
import { createFusedTrainStep } from './train-step.js';

describe('a training session', async () => {
  const runtime = await createNodeRuntime({ threads: 1, spinning: false });
  const trainStep = createFusedTrainStep({
    name: 'circle',
    build: (g) => circleClassifier(g),
    optimizer: adamW(),
    clipNorm: 1,
  });

  test('brings the loss of a small net on a fixed batch below 0.05 in 150 steps', async () => {
    const session = await TrainSession.create(runtime, trainStep, { seed: 1 });
    const batch = circleBatch(1);
    const first = await session.step(batch, { learningRate: 0.03 });
    expect(first.loss).toBeGreaterThan(0.4);
    expect(Object.keys(first.metrics)).toEqual(['largest_logit', 'gradient_norm']);
    let { loss } = first;
    while (session.stepsTaken < 150) ({ loss } = await session.step(batch, { learningRate: 0.03 }));
    expect(loss).toBeLessThan(0.05);
    const { 'hidden/norm/running_var': variance } = await session.parameters();
    expect(variance!.every((value) => value > 0 && value !== 1)).toBe(true);
    await session.release();
  });

  test('goes on from a stored checkpoint bit for bit', async () => {
    const straight = await TrainSession.create(runtime, trainStep, { seed: 2 });
    for (let step = 1; step <= 6; step++) await straight.step(circleBatch(step), { learningRate: 0.01 });

    const before = await TrainSession.create(runtime, trainStep, { seed: 2 });
    for (let step = 1; step <= 3; step++) await before.step(circleBatch(step), { learningRate: 0.01 });
    const bytes = encodeCheckpoint(await before.checkpoint());
    const resumed = await TrainSession.create(runtime, trainStep, { checkpoint: decodeCheckpoint(bytes) });
    expect(resumed.stepsTaken).toBe(3);
    for (let step = 4; step <= 6; step++) await resumed.step(circleBatch(step), { learningRate: 0.01 });

    expect(await resumed.checkpoint()).toEqual(await straight.checkpoint());
  });

  test('names the step and tensor when the loss is no longer finite, and stays as it was', async () => {
    const session = await TrainSession.create(runtime, trainStep);
    await session.step(circleBatch(1), { learningRate: 0.01 });
    const before = await session.parameters();
    const broken = { ...circleBatch(1), points: new Float32Array(2 * BATCH).fill(Number.NaN) };
    const failure = session.step(broken, { learningRate: 0.01 });
    await expect(failure).rejects.toThrow(
      /"circle", step 2: the loss is NaN, and the first tensor that is not finite is "points"/,
    );
    await expect(failure).rejects.toBeInstanceOf(TrainingDivergedError);
    expect(session.stepsTaken).toBe(1);
    expect(await session.parameters()).toEqual(before);
  });

  test('asks for missing data and for parameters that fit', async () => {
    const session = await TrainSession.create(runtime, trainStep);
    await expect(session.step({ points: circleBatch(1).points }, { learningRate: 0.01 })).rejects.toThrow(/"labels"/);
    await expect(session.step({ ...circleBatch(1), points: new Float32Array(3) }, { learningRate: 1 })).rejects.toThrow(
      'data: model "circle" needs "points" of shape [32, 2], got 3 elements',
    );
    const parameters = { 'out/bias': new Float32Array(3) };
    await expect(TrainSession.create(runtime, trainStep, { parameters })).rejects.toThrow(
      /"out\/bias" needs 2 values, got 3/,
    );
  });

  test('refuses a model with nothing to train', () => {
    const build = (g: Graph): TrainingObjective => ({ loss: g.reduceSum(g.input('x', [2])) });
    expect(() => createFusedTrainStep({ name: 'empty', build, optimizer: sgd() })).toThrow(/no trainable parameter/);
  });
});
