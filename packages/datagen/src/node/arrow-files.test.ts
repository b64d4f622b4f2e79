import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFormatError } from '@midizero/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeTrainingData } from '../arrow/training-data-arrow.js';
import { extractFrameDistribution } from '../distribution/extract-frame-distribution.js';
import { generateTrainingData as generateInMemory } from '../samples/generate-training-data.js';
import type { TrainingData } from '../samples/training-data.js';
import {
  loadFrameDistribution,
  loadTrainingBatches,
  loadTrainingData,
  saveFrameDistribution,
  saveTrainingData,
} from './arrow-files.js';
import { generateTrainingData } from './generate-training-data.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midizero-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([true, false])('saved samples come back as they were (pitchOnly: %s)', async (pitchOnly) => {
  const savePath = join(folder, `samples-${pitchOnly}.arrow`);
  const options = { mode: 'P', numSamples: 70_000, nMean: 0, seed: 3, pitchOnly } as const;
  const saved = await generateTrainingData({ ...options, savePath });
  expect(saved).toMatchObject({ path: savePath, length: 70_000 });
  const whole = await generateInMemory(options);
  const loaded = await loadTrainingData(savePath);
  expect(loaded.length).toBe(70_000);
  for (const column of ['offsets', 'pitches', 'durationSeconds'] as const) {
    const same = Buffer.compare(bytesOf(loaded[column]), bytesOf(whole[column])) === 0;
    expect(same, column).toBe(true);
  }
  const parts: number[] = [];
  for await (const part of loadTrainingBatches(savePath)) parts.push(part.length);
  expect(parts).toEqual([65_536, 4464]);
});

function bytesOf(column: Uint8Array | Uint32Array | Float32Array | undefined): Buffer {
  return column ? Buffer.from(column.buffer, column.byteOffset, column.byteLength) : Buffer.alloc(0);
}

test('a file of no samples can be read', async () => {
  const path = join(folder, 'none.arrow');
  expect((await saveTrainingData(path, 10, [])).length).toBe(0);
  expect((await loadTrainingData(path)).toArray()).toEqual([]);
});

test('work that fails leaves no file behind', async () => {
  const path = join(folder, 'failed', 'x.arrow');
  await expect(saveTrainingData(path, 10, [])).rejects.toThrowError(/ENOENT/);
  async function* failing(): AsyncGenerator<TrainingData, void, void> {
    yield await generateInMemory({ mode: 'C', numSamples: 5 });
    throw new Error('no more');
  }
  await expect(saveTrainingData(join(folder, 'half.arrow'), 10, failing())).rejects.toThrowError('no more');
  expect((await readdir(folder)).filter((name) => name.includes('half'))).toEqual([]);
});

test('other files are refused', async () => {
  const noArrow = join(folder, 'no.arrow');
  await writeFile(noArrow, 'nothing of the kind, but long enough to look at');
  await expect(loadTrainingData(noArrow)).rejects.toThrowError(DataFormatError);
  expect(() => decodeTrainingData(new Uint8Array(3))).toThrowError(DataFormatError);
  const distribution = join(folder, 'frames.arrow');
  await saveFrameDistribution(distribution, await extractFrameDistribution([]));
  await expect(loadTrainingData(distribution)).rejects.toThrowError(/expected an Arrow file of training-data/);
  expect((await loadFrameDistribution(distribution)).length).toBe(0);
});
