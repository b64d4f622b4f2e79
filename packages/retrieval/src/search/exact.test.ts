import { createRandom } from '@midizero/core';
import { createNodeRuntime } from '@midizero/onnx/node';
import { createWebRuntime } from '@midizero/onnx/web';
import { expect, test } from 'vitest';
import type { PieceIndex } from '../piece-index/contract.js';
import { quantizeRows, rowProduct, unitScales } from '../piece-index/vectors.js';
import { indexOfVectors, MUSIC_LIKE, randomRows } from '../testing-support/random-index.js';
import { createExactSearcher } from './exact.js';
import { TopHits } from './top-hits.js';

const DIMENSIONS = 12;
const EVEN = Array<number>(DIMENSIONS).fill(1);

/** Similarities of a query with all rows, in plain arithmetic. */
function plainSimilarities({ vectors, dimensions, windowCount }: PieceIndex, query: Float32Array): Float64Array {
  const scales = unitScales(vectors, dimensions);
  return Float64Array.from(
    { length: windowCount },
    (_, row) => rowProduct(vectors, row, query, 0, dimensions) * scales[row]!,
  );
}

/** Not a multiple of the searcher's groups, and more than one of its blocks. */
const library17003 = randomRows(17_003, 1, MUSIC_LIKE);

// 17,000 windows take two blocks, 130 queries two runs. Those of 12 dimensions have no axes to speak of, those of 128
// do, and 40 windows of 128 are too few to look for any.
test.each([
  {
    name: 'float32',
    rows: 17_000,
    queries: 130,
    k: 10,
    deviations: EVEN,
    int8: false,
    tolerance: 1e-6,
  },
  {
    name: 'few',
    rows: 7,
    queries: 3,
    k: 10,
    deviations: EVEN,
    int8: true,
    tolerance: 1e-6,
  },
  { name: 'along axes', rows: 17_003, queries: 9, k: 32, deviations: MUSIC_LIKE, int8: true, tolerance: 5e-5 },
  { name: 'along axes, float32', rows: 17_003, queries: 2, k: 5, deviations: MUSIC_LIKE, int8: false, tolerance: 1e-6 },
  { name: 'more hits than windows', rows: 40, queries: 5, k: 50, deviations: MUSIC_LIKE, int8: true, tolerance: 5e-5 },
])('$name: finds what a plain search finds', async ({ rows, queries, k, deviations, int8, tolerance }) => {
  const dimensions = deviations.length;
  const library = rows === 17_003 ? library17003 : randomRows(rows, 1, deviations);
  const asked = randomRows(queries, 2, deviations);
  const index = indexOfVectors(int8 ? quantizeRows(library, dimensions) : library, dimensions);
  const searcher = await createExactSearcher(index, await createNodeRuntime());
  const hits = await searcher.search(asked, k);
  await searcher.close();
  const kept = Math.min(k, rows);
  expect(hits).toMatchObject({ queryCount: queries, hitsPerQuery: kept });
  let largestError = 0;
  for (let query = 0; query < queries; query++) {
    const scores = plainSimilarities(index, asked.subarray(query * dimensions, (query + 1) * dimensions));
    const expected = scores.slice().sort().reverse();
    const found = new Set<number>();
    for (let rank = 0; rank < kept; rank++) {
      const at = query * kept + rank;
      const row = hits.windows[at]!;
      found.add(row);
      const errors = [hits.similarities[at]! - expected[rank]!, scores[row]! - hits.similarities[at]!];
      largestError = Math.max(largestError, ...errors.map(Math.abs));
    }
    expect(found.size).toBe(kept);
  }
  expect(largestError).toBeLessThan(tolerance);
});

test('windows that are equal are all found, in the order of their rows, but for those excluded', async () => {
  const dimensions = MUSIC_LIKE.length;
  const different = quantizeRows(library17003.subarray(0, 9000 * dimensions), dimensions);
  const random = createRandom(8);
  const vectors = new Int8Array(20_000 * dimensions);
  // Some vectors come hundreds of times, most of them once or twice.
  const sources = Uint32Array.from({ length: 20_000 }, () => random.integer(random.chance(0.1) ? 4 : 9000));
  for (const [row, source] of sources.entries()) {
    vectors.set(different.subarray(source * dimensions, (source + 1) * dimensions), row * dimensions);
  }
  const index = indexOfVectors(vectors, dimensions);
  const searcher = await createExactSearcher(index, await createNodeRuntime());
  const asked = Float32Array.from([...library17003.subarray(0, 6 * dimensions)]);
  for (const excluded of [undefined, Uint8Array.from({ length: 20_000 }, (_, row) => (row % 3 === 0 ? 1 : 0))]) {
    const hits = await searcher.search(asked, 40, { excluded });
    for (let query = 0; query < 6; query++) {
      const scores = plainSimilarities(index, asked.subarray(query * dimensions, (query + 1) * dimensions));
      const rows = [...scores.keys()].filter((row) => excluded?.[row] !== 1);
      rows.sort((a, b) => scores[b]! - scores[a]! || a - b);
      expect([...hits.windows.subarray(40 * query, 40 * (query + 1))]).toEqual(rows.slice(0, 40));
    }
  }
  await searcher.close();
});

test('in a browser runtime too', async () => {
  const library = quantizeRows(randomRows(300, 1, MUSIC_LIKE), 128);
  const asked = randomRows(3, 2, MUSIC_LIKE);
  const [node, web] = await Promise.all([createNodeRuntime(), createWebRuntime({ provider: 'wasm', threads: 1 })]);
  const answers = [];
  for (const runtime of [node, web]) {
    const searcher = await createExactSearcher(indexOfVectors(library, 128), runtime);
    answers.push(await searcher.search(asked, 20));
    await searcher.close();
  }
  expect(answers[1]).toEqual(answers[0]);
});

test.each([1, 3])('excluded windows are never among the hits: every %i. of most', async (step) => {
  const asked = randomRows(2, 6, MUSIC_LIKE);
  const index = indexOfVectors(quantizeRows(library17003, 128), 128);
  const excluded = new Uint8Array(index.windowCount).map((_, row) => (row % step === 0 && row < 16_900 ? 1 : 0));
  const searcher = await createExactSearcher(index, await createNodeRuntime());
  const hits = await searcher.search(asked, 30, { excluded });
  await searcher.close();
  for (let query = 0; query < 2; query++) {
    const scores = plainSimilarities(index, asked.subarray(query * 128, (query + 1) * 128));
    const expected = scores
      .filter((_, row) => excluded[row] === 0)
      .sort()
      .reverse();
    for (let rank = 0; rank < 30; rank++) {
      expect(excluded[hits.windows[query * 30 + rank]!]).toBe(0);
      expect(hits.similarities[query * 30 + rank]).toBeCloseTo(expected[rank]!, 4);
    }
  }
});

test('excluded windows make room for others', async () => {
  const library = randomRows(20, 1, EVEN);
  const searcher = await createExactSearcher(indexOfVectors(library, DIMENSIONS), await createNodeRuntime());
  const excluded = new Uint8Array(20).fill(1, 0, 16);
  const hits = await searcher.search(library.slice(0, DIMENSIONS), 10, { excluded });
  expect(Array.from(hits.windows).sort((a, b) => a - b)).toEqual([16, 17, 18, 19]);
  expect((await searcher.search(library.slice(0, DIMENSIONS), 10, { excluded: excluded.fill(1) })).hitsPerQuery).toBe(
    0,
  );
  await searcher.close();
});

test('queries of another size and a senseless number of hits are refused', async () => {
  const searcher = await createExactSearcher(
    indexOfVectors(randomRows(3, 1, EVEN), DIMENSIONS),
    await createNodeRuntime(),
  );
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
