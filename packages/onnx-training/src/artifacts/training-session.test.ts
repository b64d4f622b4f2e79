import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFormatError } from '@midizero/core';
import type { Graph, Tensor } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { describe, expect, test } from 'vitest';
import { TrainingArtifactsError, TrainingDivergedError } from '../errors.js';
import { meanSquaredError } from '../losses/losses.js';
import { readTrainingArtifacts, writeTrainingArtifacts } from '../node.js';
import { adamW } from '../optimizers/adam.js';
import { sgd } from '../optimizers/sgd.js';
import { circleBatch, circleClassifier } from '../testing-support/circle.js';
import { TrainSession } from '../training/train-session.js';
import { createFusedTrainStep } from '../training/train-step.js';
import { artifactFiles, readArtifacts } from './artifact-files.js';
import type { ArtifactObjective } from './create-artifacts.js';
import { createTrainingArtifacts } from './create-artifacts.js';
import { MANIFEST_FILE, parseArtifactsManifest } from './manifest.js';
import { TrainingSession } from './training-session.js';

const scalarOf = (tensor: Tensor | undefined): number => Number(tensor!.data[0]);

describe('a training session over artifacts', async () => {
  const runtime = await createNodeRuntime({ threads: 1, spinning: false });
  const artifacts = createTrainingArtifacts({
    name: 'circle',
    build: circleClassifier,
    optimizer: adamW(),
    clipNorm: 1,
    seed: 3,
  });

  test('takes the same steps as the fused model', async () => {
    const fusedStep = createFusedTrainStep({
      name: 'circle',
      build: (g) => circleClassifier(g),
      optimizer: adamW(),
      clipNorm: 1,
    });
    const fused = await TrainSession.create(runtime, fusedStep, { parameters: await initial() });
    const session = await TrainingSession.create(runtime, artifacts);
    expect(session.trainingInputNames).toEqual(['points', 'labels']);
    expect(session.trainingOutputNames).toEqual(['loss', 'largest_logit']);
    for (let step = 1; step <= 20; step++) {
      const expected = await fused.step(circleBatch(step), { learningRate: 0.02 });
      await session.lazyResetGrad();
      const outputs = await session.runTrainStep(circleBatch(step));
      await session.runOptimizerStep({ learningRate: 0.02 });
      expect(scalarOf(outputs.loss)).toBeCloseTo(expected.loss, 5);
    }
    expect(session.stepsTaken).toBe(20);
    const [a, b] = [await session.parameters(), await fused.parameters()];
    for (const [name, values] of Object.entries(b)) {
      for (const [index, value] of values.entries()) expect(a[name]![index]).toBeCloseTo(value, 4);
    }
    await session.release();
  });

  async function initial(): Promise<Record<string, Float32Array>> {
    const session = await TrainingSession.create(runtime, artifacts);
    const parameters = await session.parameters();
    await session.release();
    return parameters;
  }

  test('evaluates with running statistics and exports what it evaluates', async () => {
    const session = await TrainingSession.create(runtime, artifacts);
    for (let step = 1; step <= 30; step++) {
      await session.lazyResetGrad();
      await session.runTrainStep(circleBatch(step));
      await session.runOptimizerStep({ learningRate: 0.05 });
    }
    const { points, labels } = circleBatch(99);
    const before = await session.parameters();
    const data = {
      points: runtime.createTensor('float32', points.subarray(0, 10), [5, 2]),
      labels: runtime.createTensor('int64', labels.subarray(0, 5), [5]),
    };
    const evaluated = await session.runEvalStep(data);
    expect(Object.keys(evaluated)).toEqual(session.evalOutputNames);
    expect(await session.parameters()).toEqual(before);
    await expect(session.runEvalStep({ points, labels })).rejects.toThrow(/give a tensor with its dimensions/);

    const inference = await runtime.createSession(await session.exportModelForInferencing(['logits']));
    expect(inference.inputNames).toEqual(['points']);
    const { logits } = await inference.run({ points: data.points });
    expect(logits!.dims).toEqual([5, 2]);
    expect(logits!.data).toEqual(evaluated.logits!.data);
    await expect(session.exportModelForInferencing(['nothing'])).rejects.toThrow(/no output "nothing"/);
  });

  test('gives and takes its parameters as one buffer', async () => {
    const session = await TrainingSession.create(runtime, artifacts);
    expect(await session.getParametersSize()).toBe(2 * 16 + 2 * 16 + 2 + 32);
    expect(await session.getParametersSize(false)).toBe(2 * 16 + 4 * 16 + 2 + 32);
    const doubled = (await session.getContiguousParameters(false)).map((value) => 2 * value);
    await session.loadParametersBuffer(new Uint8Array(doubled.buffer), false);
    expect(await session.getContiguousParameters(false)).toEqual(doubled);
    await expect(session.loadParametersBuffer(doubled)).rejects.toThrow(/have 392 bytes, the buffer 520/);
  });

  test('goes on from a checkpoint bit for bit', async () => {
    const run = async (session: TrainingSession, from: number, to: number): Promise<void> => {
      for (let step = from; step <= to; step++) {
        await session.lazyResetGrad();
        await session.runTrainStep(circleBatch(step));
        await session.runOptimizerStep({ learningRate: 0.02 });
      }
    };
    const straight = await TrainingSession.create(runtime, artifacts);
    await run(straight, 1, 6);
    const first = await TrainingSession.create(runtime, artifacts);
    await run(first, 1, 3);
    const second = await TrainingSession.create(runtime, artifacts, await first.checkpoint());
    await run(second, 4, 6);
    expect(await second.checkpoint()).toEqual(await straight.checkpoint());
  });

  test('names the step and tensor when the loss is not finite, and wants gradients before it moves', async () => {
    const session = await TrainingSession.create(runtime, artifacts);
    await expect(session.runOptimizerStep({ learningRate: 1 })).rejects.toThrow(/call runTrainStep first/);
    const { 'out/bias': bias, ...others } = await session.parameters();
    const all = new Float32Array([...Object.values(others).flatMap((values) => [...values]), ...bias!]);
    await session.loadParametersBuffer(all.fill(Number.NaN), false);
    const failure = session.runTrainStep(circleBatch(1));
    await expect(failure).rejects.toBeInstanceOf(TrainingDivergedError);
    await expect(failure).rejects.toThrow(/"circle", step 1: the loss is NaN, .* is "hidden\/weight"/);
  });
});

describe('gradient accumulation', async () => {
  const runtime = await createNodeRuntime({ threads: 1, spinning: false });
  const x = Float32Array.of(1, 2, 3, -1, 0.5, 2, -2, 1);
  const y = Float32Array.of(1, 0, 2, -1);

  function artifactsFor(batch: number, accumulationSteps: number) {
    const build = (g: Graph): ArtifactObjective => {
      const prediction = g.matMul(g.input('x', [batch, 2]), g.parameter('w', [2, 1]));
      return { loss: meanSquaredError(g, prediction, g.input('y', [batch, 1])) };
    };
    return createTrainingArtifacts({ name: 'line', build, optimizer: sgd(), accumulationSteps });
  }

  test('over two halves of a batch moves as the whole batch does, and anew after a reset', async () => {
    const whole = await TrainingSession.create(runtime, artifactsFor(4, 1));
    const halves = await TrainingSession.create(runtime, artifactsFor(2, 2));
    await halves.runTrainStep({ x: Float32Array.of(9, 9, 9, 9), y: Float32Array.of(9, 9) });
    for (let step = 0; step < 2; step++) {
      await whole.lazyResetGrad();
      await whole.runTrainStep({ x, y });
      await whole.runOptimizerStep({ learningRate: 0.1 });
      await halves.lazyResetGrad();
      await halves.runTrainStep({ x: x.subarray(0, 4), y: y.subarray(0, 2) });
      await halves.runTrainStep({ x: x.subarray(4), y: y.subarray(2) });
      await halves.runOptimizerStep({ learningRate: 0.1 });
    }
    const [expected, actual] = [await whole.getContiguousParameters(), await halves.getContiguousParameters()];
    for (const [index, value] of expected.entries()) expect(actual[index]).toBeCloseTo(value, 5);
  });

  test('needs a whole number of steps', () => {
    expect(() => artifactsFor(2, 0)).toThrow(/accumulationSteps/);
  });
});

describe('artifacts as files', () => {
  const artifacts = createTrainingArtifacts({ name: 'circle', build: circleClassifier, optimizer: sgd() });
  const manifestWith = (change: object): string => JSON.stringify({ ...artifacts.manifest, ...change });

  test('have the names of ONNX Runtime, and come back from a folder as they were', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'midizero-artifacts-'));
    await writeTrainingArtifacts(folder, artifacts);
    const names = ['checkpoint', 'eval_model.onnx', 'manifest.json', 'optimizer_model.onnx', 'training_model.onnx'];
    expect((await readdir(folder)).sort()).toEqual(names);
    const read = await readTrainingArtifacts(folder);
    expect(read.manifest).toEqual(artifacts.manifest);
    expect(Array.from(read.trainingModel)).toEqual(Array.from(artifacts.trainingModel));

    const checkpoint = await readFile(join(folder, 'checkpoint'));
    checkpoint[checkpoint.length - 3]! ^= 4;
    await writeFile(join(folder, 'checkpoint'), checkpoint);
    await expect(readTrainingArtifacts(folder)).rejects.toThrow(/checkpoint: its \d+ bytes are not/);
    await rm(folder, { recursive: true });
  });

  test('of another version are a typed error', async () => {
    const files = new Map(artifactFiles(artifacts));
    files.set(MANIFEST_FILE, new TextEncoder().encode(manifestWith({ formatVersion: 2 })));
    const failure = readArtifacts(async (name) => files.get(name)!);
    await expect(failure).rejects.toBeInstanceOf(TrainingArtifactsError);
    await expect(failure).rejects.toMatchObject({ code: 'TRAINING_ARTIFACTS', details: { expected: 1, actual: 2 } });
  });

  test.each([
    ['no manifest', '[]', /no manifest of training artifacts/],
    ['no JSON', '{', /no manifest of training artifacts/],
    ['a missing list', manifestWith({ parameters: undefined }), /damaged: "parameters" is missing or wrong/],
    [
      'a wrong shape',
      manifestWith({ trainingInputs: [{ name: 'x', type: 'float32', shape: [0.5] }] }),
      /trainingInputs/,
    ],
    ['a wrong checksum', manifestWith({ files: {} }), /files\.trainingModel/],
  ])('%s', (_, json, message) => {
    expect(() => parseArtifactsManifest(json)).toThrow(message);
  });

  test('whose checkpoint is damaged do not start', async () => {
    const checkpoint = artifacts.checkpoint.slice(0, -5);
    const runtime = await createNodeRuntime({ threads: 1 });
    await expect(TrainingSession.create(runtime, { ...artifacts, checkpoint })).rejects.toBeInstanceOf(DataFormatError);
  });

  test('need the same parameters in training and evaluation', () => {
    const build = (g: Graph, { training }: { training: boolean }): ArtifactObjective => ({
      loss: g.reduceSum(g.mul(g.input('x', [2]), g.parameter(training ? 'w' : 'v', [2]))),
    });
    expect(() => createTrainingArtifacts({ name: 'differs', build, optimizer: sgd() })).toThrow(/the parameter "w"/);
  });
});
