import { createNodeRuntime } from '@midizero/onnx/node';
import { describe, expect, test } from 'vitest';
import type { TrainingCheckpoint } from '../checkpoint/checkpoint.js';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint/checkpoint.js';
import { adamW } from '../optimizers/adam.js';
import { circleBatch, circleClassifier } from '../testing-support/circle.js';
import type { StepData } from '../training/feed.js';
import { TrainSession } from '../training/train-session.js';
import { createFusedTrainStep } from '../training/train-step.js';
import { datasetBatches } from './dataset-batches.js';
import type { FitOptions, FitStep } from './fit.js';
import { fit } from './fit.js';
import { FRESH_STATE, fitStateOf } from './fit-state.js';

const trainStep = createFusedTrainStep({ name: 'circle', build: (g) => circleClassifier(g), optimizer: adamW() });

async function* batchesFrom(stepsTaken: number, count = 1000): AsyncGenerator<StepData> {
  for (let step = stepsTaken + 1; step <= stepsTaken + count; step++) yield circleBatch(step);
}

describe('fit', async () => {
  const runtime = await createNodeRuntime({ threads: 1, spinning: false });
  const create = (checkpoint?: TrainingCheckpoint): Promise<TrainSession> =>
    TrainSession.create(runtime, trainStep, checkpoint === undefined ? { seed: 1 } : { checkpoint });

  async function run(options: Partial<FitOptions> = {}, checkpoint?: TrainingCheckpoint) {
    const session = await create(checkpoint);
    const result = await fit(session, {
      batches: batchesFrom(session.stepsTaken),
      budget: { steps: 30 },
      learningRate: (fraction) => 0.03 * (1 - fraction),
      resume: checkpoint && fitStateOf(checkpoint),
      ...options,
    });
    return { session, result };
  }

  test('takes the budget of steps, with the schedule over its fraction', async () => {
    const steps: FitStep[] = [];
    const { result } = await run({ onStep: (step) => steps.push(step) });
    expect(result).toMatchObject({ steps: 30, stoppedBy: 'budget', best: undefined });
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(steps[15]!.learningRate).toBeCloseTo(0.015, 6);
    expect(steps[29]).toMatchObject({ fraction: 1, secondsLeft: 0 });
    expect(result.finalLoss).toBeCloseTo(steps.reduce((sum, { loss }) => sum + loss, 0) / 30, 6);
  });

  test('stopped at any step and resumed, ends bit for bit where it would have', async () => {
    const { session: straight, result: expected } = await run();
    for (const stopAfter of [1, 7, 29]) {
      const interruption = new AbortController();
      const saved: TrainingCheckpoint[] = [];
      const stopped = run({
        signal: interruption.signal,
        checkpoints: { save: async (checkpoint) => void saved.push(checkpoint) },
        onStep: ({ step }) => step === stopAfter && interruption.abort(),
      });
      await expect(stopped).rejects.toThrow(/abort/i);
      expect(saved.map(({ step }) => step)).toEqual([stopAfter]);
      const checkpoint = decodeCheckpoint(encodeCheckpoint(saved[0]!));
      const { session, result } = await run({}, checkpoint);
      expect((await session.checkpoint()).tensors).toEqual((await straight.checkpoint()).tensors);
      expect(result.finalLoss).toBe(expected.finalLoss);
    }
  });

  test('a finished training resumes to its end at once', async () => {
    const saved: TrainingCheckpoint[] = [];
    await run({ checkpoints: { everySteps: 12, save: async (checkpoint) => void saved.push(checkpoint) } });
    expect(saved.map(({ step }) => step)).toEqual([12, 24, 30]);
    const { result } = await run({ batches: batchesFrom(0, 0) }, saved[2]);
    expect(result).toMatchObject({ steps: 30, stoppedBy: 'budget' });
  });

  test('counts the minutes before an interruption', async () => {
    const resume = { ...FRESH_STATE, elapsedSeconds: 59.9 };
    const { result } = await run({ budget: { minutes: 1 }, resume });
    expect(result.elapsedSeconds).toBeGreaterThanOrEqual(60);
    expect(result.elapsedSeconds).toBeLessThan(65);
  });

  test('takes whole epochs over examples in memory, each in another order, the same after an interruption', async () => {
    const examples = circleBatch(7);
    const data = datasetBatches({ length: 32, columns: examples, batchSize: 32, seed: 3 });
    const seen: string[] = [];
    const batches = async function* (stepsTaken: number): AsyncGenerator<StepData> {
      for await (const batch of data.from(stepsTaken)) {
        seen.push((batch.points as Float32Array).slice(0, 4).join());
        yield batch;
      }
    };
    expect(data.stepsPerEpoch).toBe(1);
    const budget = { epochs: 5, stepsPerEpoch: data.stepsPerEpoch };
    const saved: TrainingCheckpoint[] = [];
    const save = async (checkpoint: TrainingCheckpoint) => void saved.push(checkpoint);
    const { result } = await run({ budget, batches: batches(0), checkpoints: { everySteps: 2, save } });
    expect(result).toMatchObject({ steps: 5, stoppedBy: 'budget' });
    const straight = seen.splice(0);
    expect(new Set(straight).size).toBe(5);
    await run({ budget, batches: batches(2) }, saved[0]);
    expect(seen).toEqual(straight.slice(2));
  });

  test('ends with the data', async () => {
    const { result } = await run({ batches: batchesFrom(0, 4) });
    expect(result).toMatchObject({ steps: 4, stoppedBy: 'end of data' });
  });

  test('stops early when validations no longer improve, through a resume too', async () => {
    const weightsAt = new Map<number, Record<string, Float32Array>>();
    const values = new Map([3, 2, 1, 4, 5, 6].map((value, index) => [5 * (index + 1), value] as const));
    const seen: number[] = [];
    const saved: TrainingCheckpoint[] = [];
    const options: Partial<FitOptions> = {
      budget: { steps: 100 },
      checkpoints: { everySteps: 10, save: async (checkpoint) => void saved.push(checkpoint) },
      validation: {
        everySteps: 5,
        patience: 2,
        keepBest: true,
        measure: async (session) => {
          weightsAt.set(session.stepsTaken, await session.parameters());
          return values.get(session.stepsTaken)!;
        },
        onValidation: ({ value }) => seen.push(value),
      },
    };
    const { result } = await run(options);
    expect(result).toMatchObject({ steps: 25, stoppedBy: 'early stop', best: { step: 15, value: 1 } });
    expect(seen).toEqual([3, 2, 1, 4, 5]);
    expect(result.bestParameters).toEqual(weightsAt.get(15));
    expect(result.bestParameters).not.toEqual(weightsAt.get(25));
    const atStep20 = decodeCheckpoint(encodeCheckpoint(saved.find(({ step }) => step === 20)!));
    const again = await run(options, atStep20);
    expect(again.result.bestParameters).toEqual(result.bestParameters);
    expect(again.result).toMatchObject({ steps: 25, stoppedBy: 'early stop', best: { step: 15, value: 1 } });
  });

  test('refuses a checkpoint without its state, and options that cannot work', async () => {
    expect(() => fitStateOf({ step: 3, tensors: {} })).toThrow(/no state of fit\(\)/);
    expect(() => fitStateOf({ step: 3, tensors: {}, metadata: { fit: '{' } })).toThrow(/no state of fit\(\)/);
    await expect(run({ budget: { steps: 0 } })).rejects.toThrow(/budget\.steps/);
    const validation = { everySteps: 0, measure: async () => 0 };
    await expect(run({ validation })).rejects.toThrow(/validation\.everySteps/);
  });
});
