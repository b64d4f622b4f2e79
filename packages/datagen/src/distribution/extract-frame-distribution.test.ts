import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DataFormatError } from '@midizero/core';
import { readMidiFile } from '@midizero/midi/node';
import { type Frames, groupFrames } from '@midizero/pitch-matrix';
import { describe, expect, test } from 'vitest';
import { decodeFrameDistribution, encodeFrameDistribution } from '../arrow/frame-distribution-arrow.js';
import { extractFrameDistribution } from './extract-frame-distribution.js';
import { checkFrameDistribution, type FrameDistribution, framePitches } from './frame-distribution.js';
import { frameStatistics } from './statistics.js';

const PERFORMANCES = fileURLToPath(new URL('../../../../../shared/bench/asap/performances/', import.meta.url));

function toFrames(lists: readonly (readonly number[])[]): Frames {
  const offsets = new Uint32Array(lists.length + 1);
  for (const [i, list] of lists.entries()) offsets[i + 1] = offsets[i]! + list.length;
  const startSeconds = Float64Array.from(lists, (_, i) => i);
  const excluded = { percussion: 0, outOfRange: 0 };
  return { length: lists.length, startSeconds, offsets, pitches: Uint8Array.from(lists.flat()), excluded };
}

/** Counts as plain as can be: frames and pairs of frames by their pitches as text. */
function countNaively(pieces: readonly Frames[]): { frames: Map<string, number>; pairs: Map<string, number> } {
  const frames = new Map<string, number>();
  const pairs = new Map<string, number>();
  for (const { length, offsets, pitches } of pieces) {
    const keys = Array.from({ length }, (_, i) => pitches.subarray(offsets[i], offsets[i + 1]).join(' '));
    for (const key of keys) frames.set(key, (frames.get(key) ?? 0) + 1);
    for (let i = 1; i < keys.length; i++) {
      const pair = `${keys[i - 1]} > ${keys[i]}`;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
  }
  return { frames, pairs };
}

function asMaps(distribution: FrameDistribution): { frames: Map<string, number>; pairs: Map<string, number> } {
  const keys = Array.from({ length: distribution.length }, (_, i) => framePitches(distribution, i).join(' '));
  const pairs = new Map<string, number>();
  for (const [i, key] of keys.entries()) {
    for (let k = distribution.successorOffsets[i]!; k < distribution.successorOffsets[i + 1]!; k++) {
      pairs.set(`${key} > ${keys[distribution.successors[k]!]}`, distribution.successorCounts[k]!);
    }
  }
  return { frames: new Map(keys.map((key, i) => [key, distribution.counts[i]!])), pairs };
}

const pieces = [toFrames([[60], [62, 65], [60], [60]]), toFrames([[62, 65], [60], [21, 108]]), toFrames([])];

describe('extractFrameDistribution', () => {
  test('counts frames and what follows them, but not across pieces', async () => {
    expect(asMaps(await extractFrameDistribution(pieces))).toEqual(countNaively(pieces));
  });

  test('the order of pieces makes no difference', async () => {
    expect(await extractFrameDistribution([...pieces].reverse())).toEqual(await extractFrameDistribution(pieces));
  });

  test('no pieces give no frames', async () => {
    expect((await extractFrameDistribution([])).length).toBe(0);
  });

  test('survives its file', async () => {
    const distribution = await extractFrameDistribution(pieces);
    expect(decodeFrameDistribution(encodeFrameDistribution(distribution))).toEqual(distribution);
    expect(() => decodeFrameDistribution(new Uint8Array(40))).toThrowError(DataFormatError);
  });

  test('columns that do not fit together are refused', async () => {
    const good = await extractFrameDistribution(pieces);
    const refuse = (change: Partial<FrameDistribution>): void =>
      expect(() => checkFrameDistribution({ ...good, ...change })).toThrowError(DataFormatError);
    refuse({ length: 2 });
    refuse({ counts: new Float64Array(3) });
    refuse({ pitches: good.pitches.map(() => 60) });
    refuse({ pitches: good.pitches.map((pitch) => pitch + 30) });
    refuse({ successors: good.successors.map(() => 9) });
  });

  test('statistics weigh each frame by its count', async () => {
    const { pitches, noteCounts } = frameStatistics(await extractFrameDistribution(pieces));
    expect([pitches.counts[60], pitches.counts[62], pitches.total]).toEqual([4, 2, 10]);
    expect([...noteCounts.counts]).toEqual([0, 4, 3]);
    expect(noteCounts.mean).toBeCloseTo(10 / 7);
  });

  test.skipIf(!existsSync(PERFORMANCES))(
    'equals a naive count of real performances (needs ../shared/bench)',
    async () => {
      const names = (await readdir(PERFORMANCES, { recursive: true })).filter((name) => name.endsWith('.mid')).sort();
      const real: Frames[] = [];
      for (const name of names.slice(0, 20)) real.push(groupFrames((await readMidiFile(PERFORMANCES + name)).notes));
      const { frames, pairs } = asMaps(await extractFrameDistribution(real));
      const naive = countNaively(real);
      expect(frames.size).toBeGreaterThan(500);
      expect([...frames].sort()).toEqual([...naive.frames].sort());
      expect([...pairs].sort()).toEqual([...naive.pairs].sort());
    },
  );
});
