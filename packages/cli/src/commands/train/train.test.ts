import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateTrainingPairs, type TrainingPairsOptions } from '@midizero/datagen';
import { loadEncoder } from '@midizero/encoder/node';
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
    expect((await readdir(output)).sort()).toEqual(['manifest.json', encoder.manifest.model]);
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
    expect(asked).toEqual([{ source: { mode: 'texture' }, damage: 'low', batchSize: 4, seed: 9 }]);
  });

  test('interrupted, it leaves nothing behind', async () => {
    const folder = await temporaryFolder();
    const interruption = new AbortController();
    const training = train({ output: join(folder, 'model'), steps: 1000 }, interruption.signal);
    setTimeout(() => interruption.abort(), 300);
    await expect(training).rejects.toThrowError(/abort/i);
    expect(await readdir(folder)).toEqual([]);
  });

  test('refuses at once to write where a file is', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'model'), 'mine');
    const { exitCode, stdout, stderr } = await runMain(['train', '-o', join(folder, 'model/v2')]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toBe(`midizero: ${join(folder, 'model')}: is a file; name a folder\n`);
  });
});
