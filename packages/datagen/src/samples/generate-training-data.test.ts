import { InvalidArgumentError } from '@midizero/core';
import { describe, expect, test } from 'vitest';
import { fnvHash } from '../testing-support/fnv-hash.js';
import { type GenerateOptions, generateTrainingBatches, generateTrainingData } from './generate-training-data.js';
import { concatTrainingData, type TrainingData } from './training-data.js';

describe('generateTrainingData', () => {
  test('known answers: a change here changes every data set ever made from a seed', async () => {
    const hashes: Record<string, number> = {};
    const modes: GenerateOptions[] = [
      { mode: 'C' },
      { mode: 'P' },
      { mode: 'P', withReplacement: false },
      { mode: 'singing' },
    ];
    for (const options of modes) {
      const { pitches } = await generateTrainingData({ ...options, numSamples: 5000, seed: 1 });
      hashes[JSON.stringify(options)] = fnvHash(pitches);
    }
    expect(hashes).toMatchInlineSnapshot(`
      {
        "{"mode":"C"}": 2705762378,
        "{"mode":"P","withReplacement":false}": 696494058,
        "{"mode":"P"}": 3254037312,
        "{"mode":"singing"}": 1803724056,
      }
    `);
  });

  test('the shards together are the whole, bit for bit', async () => {
    const options: GenerateOptions = { mode: 'P', numSamples: 13_000, seed: 9, pitchOnly: false };
    const whole = await generateTrainingData(options);
    for (const count of [1, 3, 7]) {
      const parts: TrainingData[] = [];
      for (let index = 0; index < count; index++) {
        parts.push(await generateTrainingData({ ...options, shard: { index, count } }));
      }
      const { offsets, pitches, durationSeconds } = concatTrainingData(10, parts);
      expect(fnvHash(offsets)).toBe(fnvHash(whole.offsets));
      expect(fnvHash(pitches)).toBe(fnvHash(whole.pitches));
      expect(fnvHash(durationSeconds!)).toBe(fnvHash(whole.durationSeconds!));
    }
  });

  test('durations lie from 0.01 to 2 seconds, beside the pitches', async () => {
    const data = await generateTrainingData({ mode: 'P', numSamples: 500, pitchOnly: false });
    const durations = data.durationSeconds!;
    expect(durations).toHaveLength(data.pitches.length);
    expect(durations.every((seconds) => seconds >= 0.0099 && seconds <= 2)).toBe(true);
    expect(durations.reduce((a, b) => a + b) / durations.length).toBeCloseTo(1.005, 1);
    expect(data.sampleDurations(3).map(({ length }) => length)).toEqual(data.sample(3).map(({ length }) => length));
  });

  test('views agree with the columns', async () => {
    const data = await generateTrainingData({ mode: 'C', numSamples: 20, windowFrames: 4 });
    const lists = data.toArray();
    expect(lists).toHaveLength(20);
    expect(lists.flat(2)).toEqual([...data.pitches]);
    const windows = data.toWindows(5, 7);
    expect(windows).toHaveLength(2 * 4 * 88);
    const cells = lists
      .slice(5, 7)
      .flat()
      .flatMap((frame, row) => frame.map((pitch) => row * 88 + pitch - 21));
    expect([...windows.keys()].filter((cell) => windows[cell] === 1)).toEqual(cells);
    expect(() => data.sample(20)).toThrowError(InvalidArgumentError);
    expect(() => data.sampleDurations(0)).toThrowError(/pitchOnly: false/);
  });

  test('progress rises to the total, and an abort ends the work with its reason', async () => {
    const seen: number[] = [];
    await generateTrainingData({
      mode: 'singing',
      numSamples: 150_000,
      onProgress: ({ completed, total }) => {
        seen.push(completed);
        expect(total).toBe(150_000);
      },
    });
    expect(seen).toEqual([65_536, 131_072, 150_000]);
    const controller = new AbortController();
    const work = generateTrainingData({
      mode: 'singing',
      numSamples: 10_000_000,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await expect(work).rejects.toThrowError('enough');
  });

  test('batches are the whole in parts', async () => {
    const parts: TrainingData[] = [];
    for await (const part of generateTrainingBatches({ mode: 'singing', numSamples: 70_000 })) parts.push(part);
    expect(parts.map(({ length }) => length)).toEqual([65_536, 4464]);
  });

  test('no samples are an empty table', async () => {
    const data = await generateTrainingData({ mode: 'P', numSamples: 0 });
    expect([data.length, data.toArray(), data.toWindows().length]).toEqual([0, [], 0]);
  });

  test('savePath is pointed to the entry that writes files', async () => {
    const options = { mode: 'P', savePath: 'x' } as GenerateOptions;
    await expect(generateTrainingData(options)).rejects.toThrowError(/savePath: .*@midizero\/datagen\/node/);
  });

  test.each([
    { numSamples: -1 },
    { numSamples: 1.5 },
    { shard: { index: 2, count: 2 } },
    { shard: { index: 0, count: 0 } },
    { seed: -1 },
    { windowFrames: 0 },
  ])('refuses %j', async (options) => {
    await expect(generateTrainingData({ mode: 'P', ...options })).rejects.toThrowError(InvalidArgumentError);
  });

  test('options of another mode do not compile', () => {
    const accept = (options: GenerateOptions): GenerateOptions => options;
    accept({ mode: 'P', pMean: 64, nMean: 6 });
    // @ts-expect-error mode C has no mean
    accept({ mode: 'C', pMean: 64 });
    // @ts-expect-error mode S needs a distribution
    accept({ mode: 'S' });
    // @ts-expect-error mode R needs pieces
    accept({ mode: 'R', step: 5 });
    // @ts-expect-error a range has two ends
    accept({ mode: 'P', pitchRange: [21] });
    // @ts-expect-error there is no such mode
    accept({ mode: 'X' });
    // @ts-expect-error files are written by the Node entry
    expect(accept({ mode: 'P', savePath: 'data.arrow' })).toHaveProperty('savePath');
  });
});
