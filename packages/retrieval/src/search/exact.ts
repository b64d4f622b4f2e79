import type { OnnxRuntime } from '@midizero/onnx';
import type { PieceIndex } from '../piece-index/contract.js';
import { unitScales } from '../piece-index/vectors.js';
import type { WindowHits, WindowSearcher, WindowSearchOptions } from './contract.js';
import { DistinctWindows } from './distinct-windows.js';
import { type SearchedLibrary, selectHits } from './exact-selection.js';
import { allocateHits } from './hits.js';
import { GROUP_ROWS, outlineColumns } from './outline-columns.js';
import { MOST_QUERIES_PER_RUN, OutlineProducts } from './outline-products.js';
import { outlineQueries } from './outline-queries.js';
import type { TopHits } from './top-hits.js';
import { createWindowComparer } from './window-comparer.js';

/** Group maxima that are kept at once: 32 MiB. */
const MOST_MAXIMA = 8 * 1024 * 1024;

/**
 * Compares each query window with every library window. ONNX Runtime computes the products of short outlines, block by
 * block; bounds on what these leave out say which windows can be among the hits, and those alone are compared in full.
 * The hits are the same as if all were: similarities are exact to the rounding of a 32-bit float.
 *
 * Besides the index, which is looked into and not copied, takes at most d / 2 + 5 bytes a different window for indexes of
 * 16,384 windows and more whose vectors lie mostly along half of their axes, else d + 5; and where many windows are equal,
 * 4 bytes for each window and 4 for each different one.
 */
export async function createExactSearcher(index: PieceIndex, runtime: OnnxRuntime): Promise<WindowSearcher> {
  const distinct = DistinctWindows.find(index);
  const scales = distinctScales(index, distinct);
  const outlines = await outlineColumns(index, distinct, scales, runtime);
  const comparer = createWindowComparer(index, scales, {
    mostQueries: MOST_QUERIES_PER_RUN,
    mostWindows: GROUP_ROWS,
    windows: distinct,
  });
  const products = await OutlineProducts.open(outlines, runtime);
  return new ExactSearcher({ index, distinct, outlines, comparer }, products);
}

/**
 * Writes the windows of the best vectors, best first, equals by row, until there is no more room.
 * @param found vectors; as many as there is room, or all
 */
function listWindows(
  found: TopHits,
  distinct: DistinctWindows,
  excluded: Uint8Array | undefined,
  windows: Uint32Array,
  similarities: Float32Array,
): void {
  const room = windows.length;
  const vectors = new Uint32Array(room);
  const scores = new Float32Array(room);
  const count = found.drain(vectors, scores, 0);
  for (let at = 0, from = 0; from < count && at < room; ) {
    // Different vectors may be as similar: their windows come in one order.
    const rows: number[] = [];
    const score = scores[from]!;
    for (; from < count && scores[from] === score; from++) {
      for (const row of distinct.rowsOf(vectors[from]!)) if (excluded?.[row] !== 1) rows.push(row);
    }
    rows.sort((a, b) => a - b);
    for (let i = 0; i < rows.length && at < room; i++, at++) {
      windows[at] = rows[i]!;
      similarities[at] = score;
    }
  }
}

/** What to multiply the vector of each different window with to get one of length 1. */
function distinctScales({ vectors, dimensions }: PieceIndex, distinct: DistinctWindows): Float32Array {
  const scales = unitScales(vectors, dimensions);
  for (let i = 0; i < distinct.count; i++) scales[i] = scales[distinct.firstRow(i)]!;
  return distinct.count < scales.length ? scales.slice(0, distinct.count) : scales;
}

class ExactSearcher implements WindowSearcher {
  readonly #library: SearchedLibrary;
  readonly #products: OutlineProducts;

  constructor(library: SearchedLibrary, products: OutlineProducts) {
    this.#library = library;
    this.#products = products;
  }

  async search(
    queries: Float32Array,
    hitsPerQuery: number,
    { signal, excluded }: WindowSearchOptions = {},
  ): Promise<WindowHits> {
    const { index, distinct } = this.#library;
    const { dimensions } = index;
    const closed = excluded && distinct.allMarked(excluded);
    const hits = allocateHits(index, queries, hitsPerQuery, excluded);
    const { queryCount, hitsPerQuery: kept, windows, similarities } = hits;
    if (windows.length === 0) return hits;
    const most = Math.min(MOST_QUERIES_PER_RUN, Math.ceil(MOST_MAXIMA / this.#library.outlines.offAxes.length));
    // Runs of one size: a last run of few queries would cost almost as much as a full one.
    const perRun = Math.ceil(queryCount / Math.ceil(queryCount / most));
    for (let first = 0; first < queryCount; first += perRun) {
      const count = Math.min(perRun, queryCount - first);
      const batch = queries.subarray(first * dimensions, (first + count) * dimensions);
      const best = await this.#searchBatch(batch, kept, { signal, excluded: closed });
      for (const [i, found] of best.entries()) {
        const [from, to] = [(first + i) * kept, (first + i + 1) * kept];
        listWindows(found, distinct, excluded, windows.subarray(from, to), similarities.subarray(from, to));
      }
    }
    return hits;
  }

  async close(): Promise<void> {
    await this.#products.release();
  }

  async #searchBatch(queries: Float32Array, kept: number, { signal, excluded }: WindowSearchOptions) {
    const { index, outlines } = this.#library;
    const asked = outlineQueries(queries, index.dimensions, outlines);
    const maxima = await this.#products.groupMaxima(asked, signal);
    return selectHits(this.#library, { vectors: queries, outlines: asked }, maxima, kept, excluded);
  }
}
