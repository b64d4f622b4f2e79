import { createRandom } from '@midizero/core';
import { createNodeRuntime } from '@midizero/onnx/node';
import { expect, test } from 'vitest';
import type { PieceIndex } from '../piece-index/contract.js';
import { createExactSearcher } from './exact.js';
import { TopHits } from './top-hits.js';

const DIMENSIONS = 12;

function randomRows(count: number, seed: number): Float32Array {
  const random = createRandom(seed);
  const rows = Float32Array.from({ length: count * DIMENSIONS }, () => random.gaussian());
  for (let row = 0; row < count; row++) {
    const values = rows.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS);
    const length = Math.hypot(...values);
    for (let i = 0; i < DIMENSIONS; i++) values[i]! /= length;
  }
  return rows;
}

function indexOf(vectors: Float32Array): PieceIndex {
  const windowCount = vectors.length / DIMENSIONS;
  return {
    encoderId: 'random',
    dimensions: DIMENSIONS,
    windowContract: { windowFrames: 10, windowStep: 1, thresholdSeconds: 0.05 },
    precision: 'float32',
    pieces: [{ id: 'all', firstReading: 0, readingCount: 1 }],
    readings: [{ piece: 0, view: 'all', firstFrame: 0, frameCount: windowCount, firstWindow: 0, windowCount }],
    frames: {
      startSeconds: new Float32Array(windowCount),
      offsets: new Uint32Array(windowCount + 1),
      pitches: new Uint8Array(0),
    },
    windowCount,
    windowFirstFrames: Uint32Array.from({ length: windowCount }, (_, i) => i),
    vectors,
  };
}

// 17,000 rows take two blocks of the searcher, 70 queries two of its batches.
test.each([
  { rows: 17_000, queries: 70, k: 10 },
  { rows: 7, queries: 3, k: 10 },
])('finds what a plain search finds: $rows rows, $queries queries', async ({ rows, queries, k }) => {
  const library = randomRows(rows, 1);
  const asked = randomRows(queries, 2);
  const searcher = await createExactSearcher(indexOf(library), await createNodeRuntime());
  const hits = await searcher.search(asked, k);
  await searcher.close();
  expect(hits).toMatchObject({ queryCount: queries, hitsPerQuery: Math.min(k, rows) });
  for (let query = 0; query < queries; query++) {
    const scores = Array.from({ length: rows }, (_, row) => {
      let sum = 0;
      for (let i = 0; i < DIMENSIONS; i++) sum += library[row * DIMENSIONS + i]! * asked[query * DIMENSIONS + i]!;
      return sum;
    });
    const expected = [...scores].sort((a, b) => b - a).slice(0, k);
    for (const [rank, score] of expected.entries()) {
      const at = query * hits.hitsPerQuery + rank;
      expect(hits.similarities[at]).toBeCloseTo(score, 5);
      expect(scores[hits.windows[at]!]).toBeCloseTo(score, 5);
    }
  }
});

test('excluded windows make room for others', async () => {
  const library = randomRows(20, 1);
  const searcher = await createExactSearcher(indexOf(library), await createNodeRuntime());
  const excluded = new Uint8Array(20).fill(1, 0, 16);
  const hits = await searcher.search(library.slice(0, DIMENSIONS), 10, { excluded });
  expect(Array.from(hits.windows).sort((a, b) => a - b)).toEqual([16, 17, 18, 19]);
  expect((await searcher.search(library.slice(0, DIMENSIONS), 10, { excluded: excluded.fill(1) })).hitsPerQuery).toBe(
    0,
  );
  await searcher.close();
});

test('queries of another size and a senseless number of hits are refused', async () => {
  const searcher = await createExactSearcher(indexOf(randomRows(3, 1)), await createNodeRuntime());
  await expect(searcher.search(new Float32Array(DIMENSIONS + 1), 5)).rejects.toThrow('queries: expected a multiple');
  await expect(searcher.search(new Float32Array(DIMENSIONS), 0)).rejects.toThrow('hitsPerQuery: expected a whole');
  await searcher.close();
});

test('the heap keeps the best, equals by row', () => {
  const random = createRandom(3);
  const heap = new TopHits(8);
  for (let round = 0; round < 50; round++) {
    const scores = Array.from({ length: 40 }, () => random.integer(12));
    for (const [row, score] of scores.entries()) heap.offer(row, score);
    const rows = new Uint32Array(10);
    const kept = new Float32Array(10);
    expect(heap.drain(rows, kept, 2)).toBe(8);
    const expected = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, 8);
    expect(Array.from(rows.subarray(2))).toEqual(expected);
  }
});
