import type { PieceIndex } from '../piece-index/contract.js';
import { numberRows } from '../piece-index/number-rows.js';

/** From so many windows on, finding equal ones costs less than it saves. */
const FEWEST_WINDOWS = 16_384;
/** Where more than this share of the windows differ, the list of the equal ones is not worth its memory. */
const LARGEST_SHARE = 0.9;

/**
 * The windows of an index with equal vectors taken together: passages come again, and a tune is in several readings of
 * its piece. Of piano scores a fifth of the windows is another's equal, of songs half.
 */
export class DistinctWindows {
  /** Number of different vectors n. */
  readonly count: number;
  /** Size n + 1 and w; undefined where each window stands for itself. */
  readonly #starts: Uint32Array | undefined;
  readonly #rows: Uint32Array | undefined;

  private constructor(count: number, starts?: Uint32Array, rows?: Uint32Array) {
    this.count = count;
    this.#starts = starts;
    this.#rows = rows;
  }

  /** Each window by itself. */
  static all(windowCount: number): DistinctWindows {
    return new DistinctWindows(windowCount);
  }

  /** In time and memory proportional to the number of windows. */
  static find({ vectors, dimensions, windowCount }: PieceIndex): DistinctWindows {
    const rowWords = (dimensions * vectors.BYTES_PER_ELEMENT) / 4;
    if (windowCount < FEWEST_WINDOWS || !Number.isInteger(rowWords) || vectors.byteOffset % 4 !== 0) {
      return DistinctWindows.all(windowCount);
    }
    const words = new Int32Array(vectors.buffer, vectors.byteOffset, windowCount * rowWords);
    const firstWords = new Uint32Array(windowCount);
    for (let row = 0; row < windowCount; row++) firstWords[row] = row * rowWords;
    const { numbers, firstRows } = numberRows(words, firstWords, rowWords);
    const count = firstRows.length;
    if (count > LARGEST_SHARE * windowCount) return DistinctWindows.all(windowCount);
    const starts = new Uint32Array(count + 1);
    for (const number of numbers) starts[number + 1]!++;
    for (let i = 0; i < count; i++) starts[i + 1]! += starts[i]!;
    const rows = new Uint32Array(windowCount);
    const ends = starts.slice();
    for (let row = 0; row < windowCount; row++) rows[ends[numbers[row]!]!++] = row;
    return new DistinctWindows(count, starts, rows);
  }

  /** First window with vector `i`; vectors come in the order of their first windows. */
  firstRow(i: number): number {
    return this.#rows === undefined ? i : this.#rows[this.#starts![i]!]!;
  }

  /** All windows with vector `i`, ascending. */
  rowsOf(i: number): Uint32Array {
    return this.#rows?.subarray(this.#starts![i]!, this.#starts![i + 1]!) ?? Uint32Array.of(i);
  }

  /** A 1 for each vector all of whose windows are marked. @param marked size w */
  allMarked(marked: Uint8Array): Uint8Array {
    const rows = this.#rows;
    const starts = this.#starts;
    if (rows === undefined || starts === undefined) return marked;
    const mask = new Uint8Array(this.count).fill(1);
    for (let i = 0; i < mask.length; i++) {
      for (let at = starts[i]!; at < starts[i + 1]!; at++) mask[i]! &= marked[rows[at]!]!;
    }
    return mask;
  }
}
