import type { PieceIndex } from '../piece-index/contract.js';
import { rowProduct } from '../piece-index/vectors.js';
import { DistinctWindows } from './distinct-windows.js';
import { createProductKernel, type ProductKernel } from './product-kernel.js';

/** Similarities of one batch's queries with runs of successive library windows. */
export interface WindowComparer {
  /** @param queries size m * d, row-major, each row of length 1; m at most as many as the comparer was made for */
  setQueries(queries: Float32Array): void;
  /**
   * @param count at most as many as the comparer was made for
   * @param target similarities of the windows from `firstWindow` on, from place 0
   */
  compare(query: number, firstWindow: number, count: number, target: Float32Array): void;
}

/** Bytes of the vectors that the kernel takes together. */
const KERNEL_STEP = 16;

/**
 * @param scales see `unitScales`, by window as it is counted
 * @param options.windows how windows are counted @default as the index does
 * @returns similarities exact to a few 1e-5, where vectors are bytes and the kernel runs, else to a float's rounding
 */
export function createWindowComparer(
  index: PieceIndex,
  scales: Float32Array,
  {
    mostQueries,
    mostWindows,
    windows = DistinctWindows.all(index.windowCount),
  }: { readonly mostQueries: number; readonly mostWindows: number; readonly windows?: DistinctWindows },
): WindowComparer {
  const { vectors, dimensions } = index;
  if (vectors instanceof Int8Array && dimensions % KERNEL_STEP === 0) {
    const layout = kernelLayout(dimensions, mostQueries, mostWindows);
    const kernel = createProductKernel(layout.end);
    if (kernel !== undefined) return new KernelComparer({ vectors, dimensions, scales, windows }, kernel, layout);
  }
  return new PlainComparer({ vectors, dimensions, scales, windows });
}

/** What is compared. */
interface ComparedWindows<Vectors extends PieceIndex['vectors']> {
  readonly vectors: Vectors;
  readonly dimensions: number;
  readonly scales: Float32Array;
  readonly windows: DistinctWindows;
}

class PlainComparer implements WindowComparer {
  readonly #library: ComparedWindows<PieceIndex['vectors']>;
  #queries: Float32Array = new Float32Array(0);

  constructor(library: ComparedWindows<PieceIndex['vectors']>) {
    this.#library = library;
  }

  setQueries(queries: Float32Array): void {
    this.#queries = queries;
  }

  compare(query: number, firstWindow: number, count: number, target: Float32Array): void {
    const { vectors, dimensions, scales, windows } = this.#library;
    for (let i = 0; i < count; i++) {
      const row = windows.firstRow(firstWindow + i);
      target[i] = rowProduct(vectors, row, this.#queries, query, dimensions) * scales[firstWindow + i]!;
    }
  }
}

/** Where things lie in the kernel's memory, in bytes. */
interface KernelLayout {
  readonly rows: number;
  readonly products: number;
  readonly queries: number;
  readonly end: number;
}

function kernelLayout(dimensions: number, mostQueries: number, mostWindows: number): KernelLayout {
  const products = mostWindows * dimensions;
  const queries = products + mostWindows * Int32Array.BYTES_PER_ELEMENT;
  return { rows: 0, products, queries, end: queries + mostQueries * dimensions * Int16Array.BYTES_PER_ELEMENT };
}

/** Copying as many vectors by themselves takes as long as making a view of them to copy. */
const FEWEST_ROWS_AT_ONCE = 5;

class KernelComparer implements WindowComparer {
  readonly #library: ComparedWindows<Int8Array>;
  readonly #kernel: ProductKernel;
  readonly #layout: KernelLayout;
  readonly #rows: Int8Array;
  /** The rows and the vectors by four bytes; vectors that begin elsewhere cannot be taken so. */
  readonly #rowWords: Int32Array;
  readonly #words: Int32Array | undefined;
  readonly #products: Int32Array;
  readonly #queries: Int16Array;
  /** Similarity of a product of 1 with a vector of length 1, for each query. */
  #units: Float64Array = new Float64Array(0);

  constructor(library: ComparedWindows<Int8Array>, kernel: ProductKernel, layout: KernelLayout) {
    const { buffer } = kernel.memory;
    this.#library = library;
    this.#kernel = kernel;
    this.#layout = layout;
    this.#rows = new Int8Array(buffer, layout.rows, layout.products - layout.rows);
    this.#rowWords = new Int32Array(buffer, layout.rows, this.#rows.length / Int32Array.BYTES_PER_ELEMENT);
    const { buffer: bytes, byteOffset, byteLength } = library.vectors;
    const isAligned = byteOffset % Int32Array.BYTES_PER_ELEMENT === 0;
    this.#words = isAligned ? new Int32Array(bytes, byteOffset, byteLength / Int32Array.BYTES_PER_ELEMENT) : undefined;
    this.#products = new Int32Array(buffer, layout.products, (layout.queries - layout.products) / 4);
    this.#queries = new Int16Array(buffer, layout.queries, (layout.end - layout.queries) / 2);
  }

  setQueries(queries: Float32Array): void {
    const { dimensions } = this.#library;
    this.#units = new Float64Array(queries.length / dimensions);
    for (let query = 0; query < this.#units.length; query++) {
      const vector = queries.subarray(query * dimensions, (query + 1) * dimensions);
      const scale = sixteenBitScale(vector);
      for (let i = 0; i < dimensions; i++) this.#queries[query * dimensions + i] = Math.round(vector[i]! * scale);
      this.#units[query] = 1 / scale;
    }
  }

  compare(query: number, firstWindow: number, count: number, target: Float32Array): void {
    const { dimensions, scales } = this.#library;
    this.#copyRows(firstWindow, count);
    const { rows, products, queries } = this.#layout;
    const queryStart = queries + query * dimensions * Int16Array.BYTES_PER_ELEMENT;
    this.#kernel.products(rows, rows + count * dimensions, queryStart, dimensions, products);
    const unit = this.#units[query]!;
    for (let i = 0; i < count; i++) target[i] = this.#products[i]! * unit * scales[firstWindow + i]!;
  }

  /** Copies vectors to where the kernel takes them, those that lie together at once. */
  #copyRows(firstWindow: number, count: number): void {
    const { vectors, dimensions, windows } = this.#library;
    for (let from = 0; from < count; ) {
      const first = windows.firstRow(firstWindow + from);
      let end = from + 1;
      while (end < count && windows.firstRow(firstWindow + end) === first + end - from) end++;
      if (end - from < FEWEST_ROWS_AT_ONCE && this.#words !== undefined) {
        const rowWords = dimensions / Int32Array.BYTES_PER_ELEMENT;
        const source = first * rowWords;
        const target = from * rowWords;
        for (let i = 0; i < (end - from) * rowWords; i++) this.#rowWords[target + i] = this.#words[source + i]!;
      } else {
        this.#rows.set(vectors.subarray(first * dimensions, (first + end - from) * dimensions), from * dimensions);
      }
      from = end;
    }
  }
}

/** The largest factor with which components fit 16 bits, and no product with a row of bytes exceeds 32. */
function sixteenBitScale(vector: Float32Array): number {
  let largest = 0;
  let squared = 0;
  for (const value of vector) {
    largest = Math.max(largest, Math.abs(value));
    squared += value * value;
  }
  if (largest === 0) return 1;
  // A row's length is at most 127 * sqrt(d), so that a product is at most that times the query's length.
  const longestRow = 127 * Math.sqrt(vector.length);
  return Math.min(32_767 / largest, (2 ** 31 - 1) / (longestRow * (Math.sqrt(squared) + 1e-3)));
}
