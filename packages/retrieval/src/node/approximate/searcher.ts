import { type RunOptions, throwIfAborted, yieldToEventLoop } from '@midizero/core';
import type { OnnxRuntime } from '@midizero/onnx';
import type { PieceIndex } from '../../piece-index/contract.js';
import { quantizeRows, unitScales } from '../../piece-index/vectors.js';
import type { WindowHits, WindowSearcher, WindowSearchOptions } from '../../search/contract.js';
import { createExactSearcher } from '../../search/exact.js';
import { allocateHits } from '../../search/hits.js';
import { TopHits } from '../../search/top-hits.js';
import { createWindowComparer, type WindowComparer } from '../../search/window-comparer.js';
import { graphRecipe, isGraphOf, saveGraph } from './graph-file.js';
import { importUsearch, type UsearchIndex, type UsearchModule } from './usearch.js';

export interface ApproximateSearcherOptions extends RunOptions {
  /**
   * Where the search graph is kept, with a small `.json` beside it: read if it belongs to the index and is whole, else
   * built and written. Some 280 bytes a window of 128 dimensions, which stay in the file while it is searched.
   * @default built anew each time, and kept in memory
   */
  readonly path?: string;
  /** Links of a window: more find more, and take more space. @default 16 */
  readonly connectivity?: number;
  /** Windows looked at while one is added: more take longer to build and find more. @default 128 */
  readonly expansionAdd?: number;
  /** Windows looked at for a query window: more take longer and find more. @default 64 */
  readonly expansionSearch?: number;
  /** Threads that build and search. @default as many as the machine has cores */
  readonly threads?: number;
  /** The usearch module, where it should not be imported by name. @default `import('usearch')` */
  readonly usearch?: UsearchModule;
}

/** Windows added between two looks at the signal. */
const WINDOWS_PER_STEP = 4096;
/** Windows asked of the graph for each hit wanted: it ranks bytes, and comparing anew puts the best first. */
const CANDIDATES_PER_HIT = 2;
/** More than this many candidates a query window cost as much as an exact search. */
const MOST_CANDIDATES = 4096;

/**
 * Finds most of the nearest windows in a time that hardly grows with the library: a search over a graph of near windows
 * (Malkov and Yashunin, "HNSW", 2018) by usearch, whose candidates are compared in full. Where so many windows are
 * excluded that the graph gives too few, an exact search answers.
 * @param runtime for the exact search
 * @throws ApproximateSearchUnavailableError if usearch does not load
 */
export async function createApproximateSearcher(
  index: PieceIndex,
  runtime: OnnxRuntime,
  options: ApproximateSearcherOptions = {},
): Promise<WindowSearcher> {
  const { path, connectivity = 16, expansionAdd = 128, expansionSearch = 64, threads = 0 } = options;
  const { Index } = options.usearch ?? (await importUsearch());
  const graph = new Index({
    dimensions: index.dimensions,
    metric: 'cos',
    quantization: 'i8',
    connectivity,
    expansion_add: expansionAdd,
    expansion_search: expansionSearch,
    multi: false,
  });
  if (path === undefined) {
    await addWindows(graph, index, threads, options);
  } else {
    const recipe = graphRecipe(index, { connectivity, expansionAdd });
    if (await isGraphOf(path, recipe)) {
      graph.view(path);
    } else {
      await addWindows(graph, index, threads, options);
      await saveGraph(path, graph, recipe);
    }
  }
  return new ApproximateSearcher(index, runtime, graph, threads);
}

async function addWindows(
  graph: UsearchIndex,
  { vectors, dimensions, windowCount }: PieceIndex,
  threads: number,
  { signal, onProgress }: RunOptions,
): Promise<void> {
  for (let first = 0; first < windowCount; first += WINDOWS_PER_STEP) {
    throwIfAborted(signal);
    const count = Math.min(WINDOWS_PER_STEP, windowCount - first);
    const rows = vectors.subarray(first * dimensions, (first + count) * dimensions);
    const bytes = rows instanceof Int8Array ? rows : quantizeRows(rows, dimensions);
    const keys = BigUint64Array.from({ length: count }, (_, i) => BigInt(first + i));
    graph.add(keys, bytes, threads);
    onProgress?.({ stage: 'build search graph', completed: first + count, total: windowCount, unit: 'windows' });
    await yieldToEventLoop();
  }
}

class ApproximateSearcher implements WindowSearcher {
  readonly #index: PieceIndex;
  readonly #runtime: OnnxRuntime;
  readonly #threads: number;
  readonly #scales: Float32Array;
  readonly #comparer: WindowComparer;
  #graph: UsearchIndex | undefined;
  #exact: Promise<WindowSearcher> | undefined;

  constructor(index: PieceIndex, runtime: OnnxRuntime, graph: UsearchIndex, threads: number) {
    this.#index = index;
    this.#runtime = runtime;
    this.#graph = graph;
    this.#threads = threads;
    this.#scales = unitScales(index.vectors, index.dimensions);
    this.#comparer = createWindowComparer(index, this.#scales, { mostQueries: 1, mostWindows: 1 });
  }

  async search(queries: Float32Array, hitsPerQuery: number, options: WindowSearchOptions = {}): Promise<WindowHits> {
    const { signal, excluded } = options;
    const hits = allocateHits(this.#index, queries, hitsPerQuery, excluded);
    if (hits.windows.length === 0) return hits;
    const most = Math.min(this.#index.windowCount, MOST_CANDIDATES);
    for (let wanted = Math.min(most, CANDIDATES_PER_HIT * hitsPerQuery); ; wanted = Math.min(most, 4 * wanted)) {
      throwIfAborted(signal);
      if (this.#fillHits(hits, queries, wanted, excluded)) return hits;
      if (wanted === most) break;
    }
    this.#exact ??= createExactSearcher(this.#index, this.#runtime);
    return (await this.#exact).search(queries, hitsPerQuery, options);
  }

  async close(): Promise<void> {
    this.#graph = undefined;
    await (await this.#exact)?.close();
  }

  /** @returns whether the graph gave enough windows for every query */
  #fillHits(hits: WindowHits, queries: Float32Array, wanted: number, excluded: Uint8Array | undefined): boolean {
    const { dimensions } = this.#index;
    const { queryCount, hitsPerQuery } = hits;
    const found = this.#graph!.search(quantizeRows(queries, dimensions), wanted, this.#threads);
    const best = new TopHits(hitsPerQuery);
    const similarity = new Float32Array(1);
    for (let query = 0; query < queryCount; query++) {
      const first = query * wanted;
      const count = found.counts === undefined ? found.keys.length : Number(found.counts[query]);
      this.#comparer.setQueries(queries.subarray(query * dimensions, (query + 1) * dimensions));
      for (let candidate = first; candidate < first + count; candidate++) {
        const window = Number(found.keys[candidate]);
        if (excluded?.[window] === 1) continue;
        this.#comparer.compare(0, window, 1, similarity);
        best.offer(window, similarity[0]!);
      }
      const kept = best.drain(hits.windows, hits.similarities, query * hitsPerQuery);
      if (kept < hitsPerQuery) return false;
    }
    return true;
  }
}
