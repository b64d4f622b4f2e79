import type { FingerprintTable } from '../piece-index/contract.js';
import { BITS, GOES_ON, LONGEST_NUMBER, writeNumber } from './leb128.js';
import { SHAPE_COUNT } from './shape.js';

/** Most bytes of a posting: frames are fewer than 2^28. */
export const LONGEST_POSTING = 4;

/** Walks the runs of a table's shapes. */
export class RunCursor {
  /** Of the run at hand; beyond every pitch after the last run of a shape. */
  pitch: number = Number.POSITIVE_INFINITY;
  /** Where the frames of the run at hand lie. */
  start = 0;
  end = 0;
  readonly #table: FingerprintTable;
  #shapeEnd = 0;

  constructor(table: FingerprintTable) {
    this.#table = table;
  }

  /** Goes to the first run of a shape. */
  open(shape: number): void {
    const { shapeStarts } = this.#table;
    this.end = shapeStarts[shape]!;
    this.#shapeEnd = shapeStarts[shape + 1]!;
    this.next();
  }

  next(): void {
    if (this.end >= this.#shapeEnd) {
      this.pitch = Number.POSITIVE_INFINITY;
      return;
    }
    const { postings } = this.#table;
    let at = this.end;
    this.pitch = postings[at++]!;
    let bytes = 0;
    let byte = GOES_ON;
    for (let shift = 0; byte >= GOES_ON; shift += BITS) {
      byte = postings[at++]!;
      bytes |= (byte & (GOES_ON - 1)) << shift;
    }
    this.start = at;
    this.end = at + bytes;
  }

  /** Writes the frames of the run at hand to `target` from `at` on, which has a place for each byte. @returns how many */
  decode(target: Uint32Array, at: number): number {
    const { postings } = this.#table;
    let frame = 0;
    let count = at;
    for (let i = this.start; i < this.end; ) {
      let byte = postings[i++]!;
      let step = byte & (GOES_ON - 1);
      for (let shift = BITS; byte >= GOES_ON; shift += BITS) {
        byte = postings[i++]!;
        step |= (byte & (GOES_ON - 1)) << shift;
      }
      frame += step;
      target[count++] = frame;
    }
    return count - at;
  }
}

/** Writes a table, shape after shape, pitch after pitch, frame after frame. */
export class TableWriter {
  readonly #shapeStarts: Uint32Array = new Uint32Array(SHAPE_COUNT + 1);
  #bytes: Uint8Array;
  #length = 0;
  #runStart = 0;
  #lastFrame = 0;

  /** @param expectedBytes of all postings; more is no error */
  constructor(expectedBytes: number) {
    this.#bytes = new Uint8Array(expectedBytes);
  }

  beginRun(pitch: number): void {
    this.#require(2);
    this.#runStart = this.#length;
    this.#bytes[this.#length] = pitch;
    this.#length += 2; // the second one for the length, which most often is a byte
    this.#lastFrame = 0;
  }

  /** @param frame not before the run's last one */
  addFrame(frame: number): void {
    this.#require(LONGEST_NUMBER);
    this.#length = writeNumber(this.#bytes, this.#length, frame - this.#lastFrame);
    this.#lastFrame = frame;
  }

  /** Takes the run at hand back. */
  dropRun(): void {
    this.#length = this.#runStart;
  }

  /** A run without frames leaves no trace. */
  endRun(): void {
    const start = this.#runStart + 2;
    const count = this.#length - start;
    if (count === 0) {
      this.dropRun();
      return;
    }
    this.#require(LONGEST_NUMBER);
    let longer = 0;
    for (let rest = count >> BITS; rest > 0; rest >>= BITS) longer++;
    if (longer > 0) this.#bytes.copyWithin(start + longer, start, this.#length);
    writeNumber(this.#bytes, start - 1, count);
    this.#length += longer;
  }

  endShape(shape: number): void {
    this.#shapeStarts[shape + 1] = this.#length;
  }

  finish(): FingerprintTable {
    return { shapeStarts: this.#shapeStarts, postings: this.#bytes.slice(0, this.#length) };
  }

  #require(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.ceil(1.25 * this.#bytes.length) + 1024);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
