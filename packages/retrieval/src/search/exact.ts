import { InvalidArgumentError, throwIfAborted } from '@midizero/core';
import type { OnnxRuntime, OnnxSession, Tensor } from '@midizero/onnx';
import type { PieceIndex } from '../piece-index/contract.js';
import { unitScales } from '../piece-index/vectors.js';
import type { WindowHits, WindowSearcher, WindowSearchOptions } from './contract.js';
import { createSimilarityModel, similarityModelNames as names } from './similarity-model.js';
import { TopHits } from './top-hits.js';

/** Library vectors of one run of the model: with the queries of a run, as many scores as a processor's cache holds. */
const MAXIMUM_BLOCK_ROWS = 16_384;
const QUERIES_PER_RUN = 64;
/** Successive library vectors that are skipped together if the best of them is not good enough. */
const GROUP_ROWS = 64;

/** Vectors of one run: `[rows, d]`, the last block filled up with zeros. */
interface LibraryBlock {
  readonly rows: number;
  readonly firstWindow: number;
  readonly windowCount: number;
  readonly tensor: Tensor;
}

/**
 * Compares each query window with every library window: a matrix product that ONNX Runtime computes block by block.
 * Keeps the vectors as float32, 4 * d bytes a window.
 */
export async function createExactSearcher(index: PieceIndex, runtime: OnnxRuntime): Promise<WindowSearcher> {
  const model = createSimilarityModel(index.dimensions, blockRows(index), GROUP_ROWS);
  const session = await runtime.createSession(model, { name: 'window-similarity' });
  return new ExactSearcher(index, runtime, session);
}

class ExactSearcher implements WindowSearcher {
  readonly #dimensions: number;
  readonly #windowCount: number;
  readonly #runtime: OnnxRuntime;
  readonly #session: OnnxSession;
  readonly #blocks: readonly LibraryBlock[];

  constructor(index: PieceIndex, runtime: OnnxRuntime, session: OnnxSession) {
    this.#dimensions = index.dimensions;
    this.#windowCount = index.windowCount;
    this.#runtime = runtime;
    this.#session = session;
    this.#blocks = libraryBlocks(index, runtime);
  }

  async search(
    queries: Float32Array,
    hitsPerQuery: number,
    { signal, excluded }: WindowSearchOptions = {},
  ): Promise<WindowHits> {
    const dimensions = this.#dimensions;
    if (queries.length % dimensions !== 0) {
      throw new InvalidArgumentError('queries', `expected a multiple of ${dimensions} numbers, got ${queries.length}`);
    }
    if (!Number.isSafeInteger(hitsPerQuery) || hitsPerQuery < 1) {
      throw new InvalidArgumentError('hitsPerQuery', `expected a whole number of 1 or more, got ${hitsPerQuery}`);
    }
    const queryCount = queries.length / dimensions;
    const kept = Math.min(hitsPerQuery, this.#windowCount - countOnes(excluded));
    const windows = new Uint32Array(queryCount * kept);
    const similarities = new Float32Array(queryCount * kept);
    for (let first = 0; kept > 0 && first < queryCount; first += QUERIES_PER_RUN) {
      const count = Math.min(QUERIES_PER_RUN, queryCount - first);
      const batch = queries.subarray(first * dimensions, (first + count) * dimensions);
      const best = await this.#searchBatch(batch, kept, { signal, excluded });
      for (const [i, hits] of best.entries()) hits.drain(windows, similarities, (first + i) * kept);
    }
    return { queryCount, hitsPerQuery: kept, windows, similarities };
  }

  async close(): Promise<void> {
    await this.#session.release();
  }

  async #searchBatch(
    queries: Float32Array,
    kept: number,
    { signal, excluded }: WindowSearchOptions,
  ): Promise<TopHits[]> {
    const count = queries.length / this.#dimensions;
    const best = Array.from({ length: count }, () => new TopHits(kept));
    const feed = this.#runtime.createTensor('float32', queries, [count, this.#dimensions]);
    for (const block of this.#blocks) {
      throwIfAborted(signal);
      const results = await this.#session.run({ [names.queries]: feed, [names.library]: block.tensor });
      const scores = results[names.scores]!;
      const groupMaxima = results[names.groupMaxima]!;
      for (const [query, hits] of best.entries()) {
        collectHits(hits, scores.data as Float32Array, groupMaxima.data as Float32Array, query, block, excluded);
      }
      scores.dispose();
      groupMaxima.dispose();
    }
    return best;
  }
}

/** Rows of a block: no more than a small library fills. */
function blockRows({ windowCount }: PieceIndex): number {
  return Math.min(MAXIMUM_BLOCK_ROWS, Math.ceil(Math.max(1, windowCount) / GROUP_ROWS) * GROUP_ROWS);
}

function libraryBlocks(index: PieceIndex, runtime: OnnxRuntime): LibraryBlock[] {
  const { dimensions, vectors, windowCount } = index;
  const rows = blockRows(index);
  const scales = unitScales(vectors, dimensions);
  const blocks: LibraryBlock[] = [];
  for (let firstWindow = 0; firstWindow < windowCount; firstWindow += rows) {
    const count = Math.min(rows, windowCount - firstWindow);
    const data = new Float32Array(rows * dimensions);
    for (let row = 0; row < count; row++) {
      const scale = scales[firstWindow + row]!;
      const source = (firstWindow + row) * dimensions;
      for (let i = 0; i < dimensions; i++) data[row * dimensions + i] = vectors[source + i]! * scale;
    }
    const tensor = runtime.createTensor('float32', data, [rows, dimensions]);
    blocks.push({ rows, firstWindow, windowCount: count, tensor });
  }
  return blocks;
}

/** Offers a query's scores of one block, passing over groups that hold nothing good enough. */
function collectHits(
  hits: TopHits,
  scores: Float32Array,
  groupMaxima: Float32Array,
  query: number,
  { rows, firstWindow, windowCount }: LibraryBlock,
  excluded: Uint8Array | undefined,
): void {
  const groups = rows / GROUP_ROWS;
  for (let group = 0; group * GROUP_ROWS < windowCount; group++) {
    // Rows come in ascending order, so that a later row with the threshold's score would not be kept either.
    if (groupMaxima[query * groups + group]! <= hits.threshold) continue;
    const end = Math.min((group + 1) * GROUP_ROWS, windowCount);
    for (let row = group * GROUP_ROWS; row < end; row++) {
      const score = scores[query * rows + row]!;
      if (score > hits.threshold && excluded?.[firstWindow + row] !== 1) hits.offer(firstWindow + row, score);
    }
  }
}

function countOnes(mask: Uint8Array | undefined): number {
  return mask?.reduce((sum, value) => sum + value, 0) ?? 0;
}
