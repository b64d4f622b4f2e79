import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OnnxRuntime } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quantizeRows } from '../../piece-index/vectors.js';
import type { WindowHits } from '../../search/contract.js';
import { createExactSearcher } from '../../search/exact.js';
import { createMemoryStore } from '../../store/memory-store.js';
import { indexOfVectors, MUSIC_LIKE, randomRows } from '../../testing-support/random-index.js';
import { testStore } from '../../testing-support/store-conformance.js';
import { createApproximateSearcher } from './searcher.js';

testStore('memory, searched approximately,', async () => ({
  open: async (settings) => createMemoryStore(settings),
  createSearcher: (index, onnxRuntime) => createApproximateSearcher(index, onnxRuntime),
  isLasting: false,
}));

const rows = randomRows(3000, 1, MUSIC_LIKE);
const index = indexOfVectors(quantizeRows(rows, 128), 128);
const queries = randomRows(20, 2, MUSIC_LIKE);
let runtime: OnnxRuntime;
let folder = '';

beforeAll(async () => {
  runtime = await createNodeRuntime();
  folder = await mkdtemp(join(tmpdir(), 'midizero-approximate-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Share of the first hits of each query that are among all hits of the other. */
function recall(found: WindowHits, wanted: WindowHits): number {
  let common = 0;
  for (let query = 0; query < wanted.queryCount; query++) {
    const first = query * wanted.hitsPerQuery;
    const all = new Set(found.windows.subarray(query * found.hitsPerQuery, (query + 1) * found.hitsPerQuery));
    for (const window of wanted.windows.subarray(first, first + wanted.hitsPerQuery)) if (all.has(window)) common++;
  }
  return common / wanted.windows.length;
}

test.each(['int8', 'float32'])('finds nearly what exact search finds, with its similarities: %s', async (precision) => {
  const library = precision === 'int8' ? index : indexOfVectors(rows, 128);
  const exact = await createExactSearcher(library, runtime);
  const approximate = await createApproximateSearcher(library, runtime);
  for (const asked of [queries, queries.subarray(0, 128)]) {
    const wanted = await exact.search(asked, 10);
    const found = await approximate.search(asked, 10);
    expect(recall(found, wanted)).toBeGreaterThanOrEqual(0.97);
    expect(found).toMatchObject({ queryCount: asked.length / 128, hitsPerQuery: 10 });
    // The best hit is hardly ever missed; where it is the same, so is its similarity.
    expect(found.windows[0]).toBe(wanted.windows[0]);
    expect(found.similarities[0]).toBeCloseTo(wanted.similarities[0]!, 4);
    for (let i = 1; i < 10; i++) expect(found.similarities[i]).toBeLessThanOrEqual(found.similarities[i - 1]!);
  }
  await exact.close();
  await approximate.close();
});

test('excluded windows are not among the hits, few or almost all of them', async () => {
  const exact = await createExactSearcher(index, runtime);
  const approximate = await createApproximateSearcher(index, runtime);
  for (const share of [0.3, 0.9, 0.998]) {
    const excluded = new Uint8Array(index.windowCount).map((_, row) => (row % 1000 < 1000 * share ? 1 : 0));
    const wanted = await exact.search(queries, 10, { excluded });
    const found = await approximate.search(queries, 10, { excluded });
    expect(found.hitsPerQuery).toBe(wanted.hitsPerQuery);
    expect(recall(found, wanted)).toBeGreaterThanOrEqual(0.97);
    expect(found.windows.every((window) => excluded[window] === 0)).toBe(true);
  }
  await exact.close();
  await approximate.close();
});

test('an index smaller than the hits asked for gives all of it', async () => {
  const small = indexOfVectors(quantizeRows(randomRows(5, 3, MUSIC_LIKE), 128), 128);
  const approximate = await createApproximateSearcher(small, runtime);
  const hits = await approximate.search(queries.subarray(0, 128), 32);
  expect(Array.from(hits.windows).sort()).toEqual([0, 1, 2, 3, 4]);
  await expect(approximate.search(queries.subarray(0, 100), 5)).rejects.toThrow('queries: expected a multiple');
  await approximate.close();
});

describe('the graph beside the index', () => {
  const few = indexOfVectors(index.vectors.slice(0, 128 * 500), 128);

  /** @returns windows that were added to a graph; none where it came from its file */
  async function open(path: string, library = few): Promise<number> {
    let added = 0;
    const searcher = await createApproximateSearcher(library, runtime, {
      path,
      onProgress: ({ completed }) => {
        added = completed;
      },
    });
    const { windows } = await searcher.search(queries, 5);
    expect(windows.length).toBeGreaterThan(0);
    await searcher.close();
    return added;
  }

  test('is built once', async () => {
    const path = join(folder, 'once.graph');
    expect(await open(path)).toBe(500);
    expect(await open(path)).toBe(0);
    expect((await stat(path)).size).toBeGreaterThan(500 * 128);
  });

  test('is built again for another index, another recipe, and where it or its description is damaged or missing', async () => {
    const path = join(folder, 'again.graph');
    await open(path);
    const other = indexOfVectors(index.vectors.slice(0, 128 * 300), 128);
    expect(await open(path, other)).toBe(300);
    expect(await open(path)).toBe(500);
    const bytes = await readFile(path);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path, bytes);
    expect(await open(path)).toBe(500);
    await rm(path);
    expect(await open(path)).toBe(500);
    for (const description of ['{', 'null', '{"format":2}']) {
      await writeFile(`${path}.json`, description);
      expect(await open(path)).toBe(500);
    }
    expect(await open(path)).toBe(0);
  });

  test('an abort while it is built leaves no file', async () => {
    const path = join(folder, 'aborted.graph');
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(createApproximateSearcher(few, runtime, { path, signal })).rejects.toThrow('enough');
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });
});
