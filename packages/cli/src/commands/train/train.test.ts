import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateTrainingPairs, type TrainingPairsOptions } from '@midizero/datagen';
import { loadEncoder, readModel } from '@midizero/encoder/node';
import { describe, expect, test } from 'vitest';
import { MemoryStream } from '../../testing-support/memory-stream.js';
import { runMain } from '../../testing-support/run-main.js';
import { temporaryFolder } from '../../testing-support/temporary-folder.js';
import { runTrain, type TrainOptions } from './run.js';

/** Trains in this process, pairs made in this thread. */
async function train(options: Partial<TrainOptions> & { output: string }, signal = new AbortController().signal) {
  const stdout = new MemoryStream();
  const stderr = new MemoryStream();
  const complete: TrainOptions = { mode: 'P', steps: 3, batchSize: 8, seed: 5, ...options };
  const exitCode = await runTrain(complete, { stdout, stderr, signal }, generateTrainingPairs);
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}

/** Trains until a step is done, then stops as Ctrl-C does. */
function trainUntilStep(output: string, step: number) {
  const interruption = new AbortController();
  const stderr = new MemoryStream();
  const options: TrainOptions = { output, mode: 'P', steps: 12, batchSize: 8, seed: 5 };
  const context = { stdout: new MemoryStream(), stderr, signal: interruption.signal };
  const training = runTrain(options, context, async function* (pairs) {
    for await (const batch of generateTrainingPairs(pairs)) {
      if (batch.index === step) interruption.abort();
      yield batch;
    }
  });
  return { training, stderr };
}

describe('train', () => {
  test('writes a model folder that encodes, and records the command that makes it again', async () => {
    const output = join(await temporaryFolder(), 'deep/model');
    const { exitCode, stdout } = await train({ output, json: true });
    expect(exitCode).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ folder: output, steps: 3, pairs: 24 });
    const encoder = await loadEncoder(output);
    expect(encoder.id).toBe(report.encoder);
    expect(encoder.manifest.training?.command).toBe('midizero train --mode P --steps 3 --batch-size 8 --seed 5');
    expect(await encoder.encode(new Float32Array(10 * 88))).toHaveLength(encoder.dimensions);
    await encoder.release();
    expect((await readdir(output)).sort()).toEqual(['manifest.json', encoder.manifest.model, 'training']);
    expect((await readdir(join(output, 'training'))).sort()).toEqual([
      'curve.svg',
      'metrics.jsonl',
      'weights.safetensors',
    ]);
  });

  test('shows steps on the way and ends with the mean speed', async () => {
    const { stdout, stderr } = await train({ output: join(await temporaryFolder(), 'model') });
    expect(stderr).toMatch(/^step 1 · loss \d+\.\d{4} · [\d,]+ pairs\/s · /);
    expect(stdout.trimEnd()).toMatch(/3 steps of 8 pairs in .*, final loss \d+\.\d{4}, [\d,]+ pairs\/s$/);
  });

  test('mode and damage reach the maker of pairs', async () => {
    const asked: TrainingPairsOptions[] = [];
    const stream = new MemoryStream();
    const options: TrainOptions = {
      output: join(await temporaryFolder(), 'model'),
      mode: 'texture',
      damage: 'low',
      steps: 1,
      batchSize: 4,
      seed: 9,
    };
    const context = { stdout: stream, stderr: stream, signal: new AbortController().signal };
    await runTrain(options, context, (pairs) => {
      asked.push(pairs);
      return generateTrainingPairs(pairs);
    });
    expect(asked).toEqual([{ source: { mode: 'texture' }, damage: 'low', batchSize: 4, seed: 9, startBatch: 0 }]);
  });

  test('stopped, it says how to go on, and ends with the model it would have made', async () => {
    const folder = await temporaryFolder();
    const [straight, stopped] = [join(folder, 'straight'), join(folder, 'stopped')];
    await train({ output: straight, steps: 12 });
    const { training, stderr } = trainUntilStep(stopped, 5);
    await expect(training).rejects.toThrowError(/abort/i);
    expect(stderr.text).toMatch(/stopped: stopped; the same command with --resume goes on\n$/);
    expect(await readdir(stopped)).toEqual(['training']);

    await expect(train({ output: stopped, steps: 12 })).rejects.toThrowError(/go on with --resume, or delete/);
    await expect(train({ output: stopped, steps: 12, seed: 6, resume: true })).rejects.toThrowError(/seed 5, not 6/);
    await expect(train({ output: stopped, steps: 12, mode: 'C', resume: true })).rejects.toThrowError(/mode "P", not/);
    await train({ output: stopped, steps: 12, resume: true });
    const [expected, resumed] = [await readModel(straight), await readModel(stopped)];
    expect(resumed.manifest.sha256).toBe(expected.manifest.sha256);
    expect(resumed.manifest.training?.finalLoss).toBe(expected.manifest.training?.finalLoss);
    const metrics = await readFile(join(stopped, 'training/metrics.jsonl'), 'utf8');
    const steps = metrics
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).step);
    expect(steps).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    await expect(train({ output: stopped, resume: true })).rejects.toThrowError(/holds a finished model/);
  });

  test('validates on the way and records it', async () => {
    const output = join(await temporaryFolder(), 'model');
    await train({ output, steps: 4, validateEvery: 2, patience: 9 });
    const metrics = await readFile(join(output, 'training/metrics.jsonl'), 'utf8');
    expect(metrics.match(/"recall":/g)).toHaveLength(2);
    const { manifest } = await readModel(output);
    expect(manifest.training?.command).toMatch(/ --validate-every 2 --patience 9$/);
  });

  test('begins from the weights of an earlier training, for whole epochs', async () => {
    const folder = await temporaryFolder();
    await train({ output: join(folder, 'first') });
    const initialWeights = join(folder, 'first/training/weights.safetensors');
    const output = join(folder, 'second');
    const options = { epochs: 2, epochPairs: 20, initialWeights };
    await train({ output, ...options });
    const { manifest } = await readModel(output);
    expect(manifest.training?.steps).toBe(6);
    expect(manifest.training?.command).toBe(
      `midizero train --mode P --epochs 2 --epoch-pairs 20 --batch-size 8 --seed 5 --initial-weights ${initialWeights}`,
    );
    await writeFile(initialWeights, 'something else');
    await expect(train({ output: join(folder, 'third'), ...options })).rejects.toThrowError(
      /weights.safetensors: safetensors: /,
    );
  });

  test('refuses at once to write where a file is', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'model'), 'mine');
    const { exitCode, stdout, stderr } = await runMain(['train', '-o', join(folder, 'model/v2')]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toBe(`midizero: ${join(folder, 'model')}: is a file; name a folder\n`);
  });
});
