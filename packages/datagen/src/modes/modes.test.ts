import { createRandom, isMidizeroError } from '@midizero/core';
import type { Frames } from '@midizero/pitch-matrix';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameCounter } from '../distribution/frame-counter.js';
import { generateTrainingData } from '../samples/generate-training-data.js';
import { SampleBuffer } from '../samples/sample-buffer.js';
import { discreteNormalWeights } from '../sampling/discrete-normal.js';
import { chiSquare, chiSquareBound, normalized } from '../testing-support/chi-square.js';
import { createWindowSampler, type WindowSource } from './create-window-sampler.js';

function toFrames(lists: readonly (readonly number[])[]): Frames {
  const offsets = new Uint32Array(lists.length + 1);
  for (const [i, list] of lists.entries()) offsets[i + 1] = offsets[i]! + list.length;
  return {
    length: lists.length,
    startSeconds: Float64Array.from(lists, (_, i) => i),
    offsets,
    pitches: Uint8Array.from(lists.flat()),
    excluded: { percussion: 0, outOfRange: 0 },
  };
}

const piece = toFrames([[60], [62, 65], [60], [64], [60], [62, 65], [64], [60], [64], [62, 65], [60], [64]]);

function countBy<T>(items: Iterable<T>, cells: number, cellOf: (item: T) => number): number[] {
  const counts = new Array<number>(cells).fill(0);
  for (const item of items) counts[cellOf(item)]!++;
  return counts;
}

function expectShares(counts: readonly number[], shares: readonly number[]): void {
  const { statistic, cells } = chiSquare(counts, shares);
  expect(statistic).toBeLessThan(chiSquareBound(cells));
}

async function framesOf(source: WindowSource, numSamples: number): Promise<number[][]> {
  return (await generateTrainingData({ ...source, numSamples, seed: 11 })).toArray().flat();
}

describe('mode C', () => {
  test('every note count and every pitch is as likely as the others', async () => {
    const frames = await framesOf({ mode: 'C', noteMax: 6, pitchRange: [50, 59] }, 3000);
    expectShares(
      countBy(frames, 6, (frame) => frame.length - 1),
      new Array<number>(6).fill(1 / 6),
    );
    const single = frames.filter((frame) => frame.length === 1).flat();
    expectShares(
      countBy(single, 10, (pitch) => pitch - 50),
      new Array<number>(10).fill(1 / 10),
    );
  });

  test('a full range is one frame only', async () => {
    const frames = await framesOf({ mode: 'C', noteMax: 3, pitchRange: [21, 23] }, 200);
    for (const frame of frames.filter(({ length }) => length === 3)) expect(frame).toEqual([21, 22, 23]);
  });
});

describe('mode P', () => {
  test('counts without replacement follow the truncated normal distribution', async () => {
    const frames = await framesOf({ mode: 'P', noteMax: 8, nMean: 3, nStd: 2, withReplacement: false }, 3000);
    expectShares(
      countBy(frames, 8, (frame) => frame.length - 1),
      normalized(discreteNormalWeights(3, 2, 1, 8)),
    );
  });

  test('pitches of single notes follow the truncated normal distribution', async () => {
    const frames = await framesOf({ mode: 'P', noteMax: 1, pMean: 40, pStd: 9, pitchRange: [36, 72] }, 5000);
    expectShares(
      countBy(frames.flat(), 37, (pitch) => pitch - 36),
      normalized(discreteNormalWeights(40, 9, 36, 72)),
    );
  });

  test('with replacement a pitch is in a frame as often as at least one of n draws hits it', async () => {
    const frames = await framesOf({ mode: 'P', noteMax: 4, nMean: 2, pStd: 2, pMean: 60, pitchRange: [55, 65] }, 4000);
    const counts = normalized(discreteNormalWeights(2, 2.5, 1, 4));
    const pitches = normalized(discreteNormalWeights(60, 2, 55, 65));
    for (const [i, share] of pitches.entries()) {
      const expected = counts.reduce((sum, weight, n) => sum + weight * (1 - (1 - share) ** (n + 1)), 0);
      const found = frames.filter((frame) => frame.includes(55 + i)).length / frames.length;
      expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / frames.length));
    }
  });

  test('pitches too unlikely to wait for are found all the same', async () => {
    const frames = await framesOf(
      { mode: 'P', noteMax: 88, nMean: 500, nStd: 1, pStd: 0.5, withReplacement: false },
      1,
    );
    for (const frame of frames) expect(frame).toEqual(Array.from({ length: 88 }, (_, i) => 21 + i));
  });
});

describe('mode S', () => {
  const counter = new FrameCounter();
  counter.add(piece);
  const distribution = counter.finish();
  const key = (frame: readonly number[]): string => frame.join(' ');
  const names = Array.from({ length: distribution.length }, (_, i) =>
    key([...distribution.pitches.subarray(distribution.offsets[i]!, distribution.offsets[i + 1]!)]),
  );

  test('reproduces the first frames and the bigrams of its distribution', async () => {
    const samples = (await generateTrainingData({ mode: 'S', distribution, numSamples: 4000, seed: 2 })).toArray();
    expectShares(
      countBy(samples, names.length, (sample) => names.indexOf(key(sample[0]!))),
      normalized(distribution.counts),
    );
    for (const [frame, name] of names.entries()) {
      const from = distribution.successorOffsets[frame]!;
      const to = distribution.successorOffsets[frame + 1]!;
      const successors = [...distribution.successors.subarray(from, to)];
      const following = samples.flatMap((sample) =>
        sample
          .slice(1)
          .filter((_, i) => key(sample[i]!) === name)
          .map((next) => names.indexOf(key(next))),
      );
      expect(following.every((next) => successors.includes(next))).toBe(true);
      expectShares(
        countBy(following, successors.length, (next) => successors.indexOf(next)),
        normalized(distribution.successorCounts.subarray(from, to)),
      );
    }
  });

  test('a frame that nothing follows is followed by any frame', async () => {
    const ending = new FrameCounter();
    ending.add(toFrames([[60], [61]]));
    const frames = await framesOf({ mode: 'S', distribution: ending.finish() }, 200);
    const afterEnd = frames.filter((_, i) => i % 10 > 0 && key(frames[i - 1]!) === '61').map(key);
    expect(new Set(afterEnd)).toEqual(new Set(['60', '61']));
  });
});

describe('mode R', () => {
  test('every window is one of a piece, at a multiple of the step', async () => {
    const lists = Array.from({ length: 22 }, (_, i) => [21 + i]);
    const frames = await framesOf({ mode: 'R', pieces: [toFrames(lists)], step: 4 }, 300);
    const firsts = new Set(frames.filter((_, i) => i % 10 === 0).map(([pitch]) => pitch! - 21));
    expect([...firsts].sort((a, b) => a - b)).toEqual([0, 4, 8, 12]);
    for (const [i, frame] of frames.entries()) if (i % 10 > 0) expect(frame[0]).toBe(frames[i - 1]![0]! + 1);
  });

  test.each([
    ['length', [0.9, 0.1]],
    ['piece', [0.5, 0.5]],
  ] as const)('pieces are weighted by %s', async (weighting, shares) => {
    const long = toFrames(Array.from({ length: 27 }, () => [40]));
    const short = toFrames(Array.from({ length: 11 }, () => [50]));
    const frames = await framesOf({ mode: 'R', pieces: [long, short], step: 1, weighting, windowFrames: 10 }, 4000);
    expectShares(
      countBy(
        frames.filter((_, i) => i % 10 === 0),
        2,
        ([pitch]) => (pitch === 40 ? 0 : 1),
      ),
      [...shares],
    );
  });
});

test('singing begins near its mean and moves in small steps', async () => {
  const frames = await framesOf({ mode: 'singing' }, 3000);
  const firsts = frames.filter((_, i) => i % 10 === 0).map(([pitch]) => pitch! - 21);
  expectShares(
    countBy(firsts, 88, (row) => row),
    normalized(discreteNormalWeights(62, 9, 21, 108)),
  );
  const steps = frames.flatMap(([pitch], i) => (i % 10 === 0 ? [] : [pitch! - frames[i - 1]![0]!]));
  const variance = steps.reduce((sum, step) => sum + step * step, 0) / steps.length;
  expect(variance).toBeCloseTo(4, 0);
});

test('a mixture draws its parts by their weights', async () => {
  const frames = await framesOf(
    {
      mode: 'mixture',
      parts: [
        { options: { mode: 'C', pitchRange: [21, 40] }, weight: 3 },
        { options: { mode: 'singing', pitchRange: [60, 80] } },
      ],
    },
    4000,
  );
  expectShares(
    countBy(
      frames.filter((_, i) => i % 10 === 0),
      2,
      ([pitch]) => (pitch! < 50 ? 0 : 1),
    ),
    [0.75, 0.25],
  );
});

test('every frame of every mode holds ascending pitches of the range', () => {
  const range = fc.tuple(fc.integer({ min: 21, max: 60 }), fc.integer({ min: 72, max: 108 }));
  const options = fc.record({
    mode: fc.constantFrom('C' as const, 'P' as const),
    noteMax: fc.integer({ min: 1, max: 12 }),
    windowFrames: fc.integer({ min: 1, max: 20 }),
    pitchRange: range,
  });
  fc.assert(
    fc.property(options, fc.integer({ min: 0 }), (source, seed) => {
      const buffer = new SampleBuffer();
      createWindowSampler(source).draw(createRandom(seed), buffer);
      const frames = buffer.toFrames();
      expect(frames).toHaveLength(source.windowFrames);
      for (const frame of frames) {
        expect(frame.length).toBeGreaterThan(0);
        expect(frame.length).toBeLessThanOrEqual(source.noteMax);
        expect(frame).toEqual([...new Set(frame)].sort((a, b) => a - b));
        expect(frame[0]).toBeGreaterThanOrEqual(source.pitchRange[0]);
        expect(frame.at(-1)).toBeLessThanOrEqual(source.pitchRange[1]);
      }
    }),
    { seed: 3, numRuns: 100 },
  );
});

const empty = new FrameCounter().finish();

test.each<[string, object, RegExp]>([
  ['an unknown mode', { mode: 'Q' }, /^mode: expected C, P, S, R, singing, mixture, got Q/],
  ['an option of another mode', { mode: 'C', pMean: 3 }, /^pMean: mode C has no such option; it has .*noteMax/],
  ['more notes than pitches', { mode: 'C', noteMax: 5, pitchRange: [60, 62] }, /^noteMax: 5 different pitches/],
  [
    'as many in P without replacement',
    { mode: 'P', noteMax: 9, pitchRange: [60, 62], withReplacement: false },
    /^noteMax/,
  ],
  ['a range beyond the piano', { mode: 'P', pitchRange: [0, 108] }, /^pitchRange: expected \[low, high\] within/],
  ['a range upside down', { mode: 'P', pitchRange: [70, 60] }, /^pitchRange/],
  ['no deviation', { mode: 'P', pStd: 0 }, /^pStd: expected a finite number above 0/],
  ['half a note', { mode: 'P', noteMax: 1.5 }, /^noteMax: expected a whole number of 1 or more/],
  ['an empty distribution', { mode: 'S', distribution: empty }, /^distribution: mode S needs/],
  ['no pieces', { mode: 'R', pieces: [] }, /^pieces: mode R needs .*there are no pieces/],
  ['short pieces', { mode: 'R', pieces: [toFrames([[60]])] }, /^pieces: mode R .*all 1 pieces are shorter/],
  ['no parts', { mode: 'mixture', parts: [] }, /^parts: a mixture needs/],
])('refuses %s', (_, options, message) => {
  let error: unknown;
  try {
    createWindowSampler(options as WindowSource);
  } catch (thrown) {
    error = thrown;
  }
  expect(isMidizeroError(error)).toBe(true);
  expect((error as Error).message).toMatch(message);
});
