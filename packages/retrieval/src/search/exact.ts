import { throwIfAborted } from '@midizero/core';
import type { OnnxRuntime, OnnxSession, Tensor } from '@midizero/onnx';
import type { PieceIndex } from '../piece-index/contract.js';
import { unitScales } from '../piece-index/vectors.js';
import type { WindowHits, WindowSearcher, WindowSearchOptions } from './contract.js';
import { DistinctWindows } from './distinct-windows.js';
import { type GroupBlock, type SearchedLibrary, selectHits } from './exact-selection.js';
import { allocateHits } from './hits.js';
import { GROUP_ROWS, outlineColumns } from './outline-columns.js';
import { createOutlineModel, modelNames } from './outline-models.js';
import { outlineQueries } from './outline-queries.js';
import type { TopHits } from './top-hits.js';
import { createWindowComparer } from './window-comparer.js';

/** Windows of one run of the model: with the queries of a run, as many products as a processor's cache holds. */
const BLOCK_ROWS = 16_384;
const MOST_QUERIES_PER_RUN = 128;
/** Group maxima that are kept at once: 32 MiB. */
const MOST_MAXIMA = 8 * 1024 * 1024;

/** Outlines of one run. Of the groups from `firstGroup` on, the first `skippedGroups` lie in the block before as well. */
interface LibraryBlock {
  readonly firstGroup: number;
  readonly skippedGroups: number;
  readonly tensor: Tensor;
}

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
  const groups = outlines.offAxes.length;
  const blockGroups = Math.min(groups, BLOCK_ROWS / GROUP_ROWS);
  const blockRows = blockGroups * GROUP_ROWS;
  const model = createOutlineModel(outlines.dimensions, blockRows, GROUP_ROWS);
  const session = await runtime.createSession(model, { name: 'window-outlines' });
  const blocks: LibraryBlock[] = [];
  for (let group = 0; group < groups; group += blockGroups) {
    // The last block begins early enough to be as long as the others.
    const firstGroup = Math.min(group, groups - blockGroups);
    const start = firstGroup * GROUP_ROWS * outlines.dimensions;
    const bytes = outlines.bytes.subarray(start, start + blockRows * outlines.dimensions);
    const tensor = runtime.createTensor('uint8', bytes, [blockRows, outlines.dimensions]);
    blocks.push({ firstGroup, skippedGroups: group - firstGroup, tensor });
  }
  return new ExactSearcher({ index, distinct, outlines, comparer }, blocks, runtime, session);
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
  readonly #blocks: readonly LibraryBlock[];
  readonly #runtime: OnnxRuntime;
  readonly #session: OnnxSession;

  constructor(library: SearchedLibrary, blocks: readonly LibraryBlock[], runtime: OnnxRuntime, session: OnnxSession) {
    this.#library = library;
    this.#blocks = blocks;
    this.#runtime = runtime;
    this.#session = session;
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
    await this.#session.release();
  }

  async #searchBatch(queries: Float32Array, kept: number, { signal, excluded }: WindowSearchOptions) {
    const { index, outlines } = this.#library;
    const asked = outlineQueries(queries, index.dimensions, outlines);
    const feed = this.#runtime.createTensor('int8', asked.bytes, [outlines.dimensions, asked.units.length]);
    const maxima: GroupBlock[] = [];
    for (const { firstGroup, skippedGroups, tensor } of this.#blocks) {
      throwIfAborted(signal);
      const results = await this.#session.run({ [modelNames.queries]: feed, [modelNames.library]: tensor });
      const groupMaxima = results[modelNames.groupMaxima]!.data as Int32Array;
      maxima.push({ firstGroup, skippedGroups, groupMaxima });
    }
    return selectHits(this.#library, { vectors: queries, outlines: asked }, maxima, kept, excluded);
  }
}
