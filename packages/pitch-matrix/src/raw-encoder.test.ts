import type { Progress } from '@midizero/core';
import { describe, expect, test } from 'vitest';
import { createRawEncoder } from './raw-encoder.js';

describe('createRawEncoder', () => {
  const encoder = createRawEncoder({ windowFrames: 2 });

  test('says what it is', () => {
    expect(createRawEncoder()).toMatchObject({ id: 'raw-10x88', dimensions: 880, windowFrames: 10 });
    expect(encoder).toMatchObject({ id: 'raw-2x88', dimensions: 176, windowFrames: 2 });
  });

  test('an embedding is the window at length 1, and the window is not changed', async () => {
    const windows = new Float32Array(2 * 176);
    for (const i of [0, 10, 100, 175]) windows[i] = 1;
    const before = windows.slice();
    const embeddings = await encoder.encode(windows);
    expect(windows).toEqual(before);
    expect([...embeddings.subarray(0, 176)]).toEqual([...before.subarray(0, 176)].map((value) => value / 2));
  });

  test('an empty window has length 1 as well', async () => {
    const [...embedding] = await encoder.encode(new Float32Array(176));
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 6);
  });

  test('no windows give no embeddings', async () => {
    expect(await encoder.encode(new Float32Array(0))).toEqual(new Float32Array(0));
  });

  test('reports progress and heeds the signal', async () => {
    const seen: Progress[] = [];
    await encoder.encode(new Float32Array(3 * 176), { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toMatchObject({ completed: 3, total: 3 });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(encoder.encode(new Float32Array(176), { signal })).rejects.toThrowError('enough');
  });

  test('sizes that do not fit are refused', async () => {
    await expect(encoder.encode(new Float32Array(175))).rejects.toThrowError(/^windows: expected a multiple of 176/);
    expect(() => createRawEncoder({ windowFrames: 0 })).toThrowError(/^windowFrames/);
  });
});
