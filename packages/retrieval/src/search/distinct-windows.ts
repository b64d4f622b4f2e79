import type { PieceIndex } from '../piece-index/contract.js';

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
    const { count, distinctOf } = numberRows(words, rowWords, windowCount);
    if (count > LARGEST_SHARE * windowCount) return DistinctWindows.all(windowCount);
    const starts = new Uint32Array(count + 1);
    for (const distinct of distinctOf) starts[distinct + 1]!++;
    for (let i = 0; i < count; i++) starts[i + 1]! += starts[i]!;
    const rows = new Uint32Array(windowCount);
    const ends = starts.slice();
    for (let row = 0; row < windowCount; row++) rows[ends[distinctOf[row]!]!++] = row;
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

const NOBODY = 0xffff_ffff;

/** Numbers rows so that equal ones have the same number, in the order in which they first come: an open hash table. */
function numberRows(
  words: Int32Array,
  rowWords: number,
  rowCount: number,
): { readonly count: number; readonly distinctOf: Uint32Array } {
  const distinctOf = new Uint32Array(rowCount);
  const firstRows = new Uint32Array(rowCount);
  const mask = 2 ** Math.ceil(Math.log2(2 * rowCount)) - 1;
  const table = new Uint32Array(mask + 1).fill(NOBODY);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    const start = row * rowWords;
    let place = hashOf(words, start, start + rowWords) & mask;
    for (;;) {
      const distinct = table[place]!;
      if (distinct === NOBODY) {
        table[place] = count;
        firstRows[count] = row;
        distinctOf[row] = count++;
        break;
      }
      if (areEqual(words, start, firstRows[distinct]! * rowWords, rowWords)) {
        distinctOf[row] = distinct;
        break;
      }
      place = (place + 1) & mask;
    }
  }
  return { count, distinctOf };
}

/** After FNV-1a, by words, and mixed at the end, as the lower bits alone choose a place. */
function hashOf(words: Int32Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

function areEqual(words: Int32Array, a: number, b: number, count: number): boolean {
  for (let i = 0; i < count; i++) if (words[a + i] !== words[b + i]) return false;
  return true;
}
