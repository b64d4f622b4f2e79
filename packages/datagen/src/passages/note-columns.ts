import type { NoteTable } from '@midizero/midi';

/** Notes being written: growing columns in any order, emptied and used again for the next passage. */
export class NoteColumns {
  startSeconds: Float64Array;
  endSeconds: Float64Array;
  pitch: Uint8Array;
  voice: Uint16Array;
  length = 0;
  #sortedRows: Uint32Array = new Uint32Array(0);

  /** @param capacity notes to make room for at once; more find room too */
  constructor(capacity = 256) {
    const size = Math.max(1, capacity);
    this.startSeconds = new Float64Array(size);
    this.endSeconds = new Float64Array(size);
    this.pitch = new Uint8Array(size);
    this.voice = new Uint16Array(size);
  }

  add(startSeconds: number, endSeconds: number, pitch: number, voice: number): void {
    const row = this.length++;
    if (row === this.pitch.length) this.#grow();
    this.startSeconds[row] = startSeconds;
    this.endSeconds[row] = endSeconds;
    this.pitch[row] = pitch;
    this.voice[row] = voice;
  }

  clear(): void {
    this.length = 0;
  }

  scaleTimes(factor: number): void {
    for (let row = 0; row < this.length; row++) {
      this.startSeconds[row]! *= factor;
      this.endSeconds[row]! *= factor;
    }
  }

  /** Drops notes that start at `time` or later; the others keep their order. */
  cutAt(time: number): void {
    let kept = 0;
    for (let row = 0; row < this.length; row++) {
      if (this.startSeconds[row]! >= time) continue;
      this.startSeconds[kept] = this.startSeconds[row]!;
      this.endSeconds[kept] = this.endSeconds[row]!;
      this.pitch[kept] = this.pitch[row]!;
      this.voice[kept] = this.voice[row]!;
      kept++;
    }
    this.length = kept;
  }

  /**
   * Row numbers by start, then pitch, in memory that the next call writes over. The rows are nearly in order, which insertion
   * sort makes use of.
   */
  sortedRows(): Uint32Array {
    const { startSeconds, pitch } = this;
    if (this.#sortedRows.length < this.length) this.#sortedRows = new Uint32Array(this.pitch.length);
    const rows = this.#sortedRows.subarray(0, this.length);
    for (let i = 0; i < this.length; i++) {
      const start = startSeconds[i]!;
      let place = i;
      for (; place > 0; place--) {
        const other = rows[place - 1]!;
        const difference = startSeconds[other]! - start || pitch[other]! - pitch[i]!;
        if (difference <= 0) break;
        rows[place] = other;
      }
      rows[place] = i;
    }
    return rows;
  }

  /** A sorted table of its own; voices become tracks. */
  toTable(rows: Uint32Array = this.sortedRows()): NoteTable {
    const table = tableInOneBuffer(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      table.startSeconds[i] = this.startSeconds[row]!;
      table.endSeconds[i] = this.endSeconds[row]!;
      table.pitch[i] = this.pitch[row]!;
      table.track[i] = this.voice[row]!;
    }
    return table;
  }

  #grow(): void {
    const double = <T extends Float64Array | Uint8Array | Uint16Array>(column: T, grown: T): T => {
      grown.set(column);
      return grown;
    };
    const size = this.pitch.length * 2;
    this.startSeconds = double(this.startSeconds, new Float64Array(size));
    this.endSeconds = double(this.endSeconds, new Float64Array(size));
    this.pitch = double(this.pitch, new Uint8Array(size));
    this.voice = double(this.voice, new Uint16Array(size));
  }
}

/** Velocity of notes that have none. */
const VELOCITY = 64;

/** A table whose columns lie in one buffer: passages are short and many, and each buffer costs more than what is in it. */
function tableInOneBuffer(length: number): NoteTable {
  const buffer = new ArrayBuffer(length * (8 + 8 + 2 + 1 + 1 + 1));
  const velocity = new Uint8Array(buffer, 19 * length, length);
  velocity.fill(VELOCITY);
  return {
    length,
    startSeconds: new Float64Array(buffer, 0, length),
    endSeconds: new Float64Array(buffer, 8 * length, length),
    track: new Uint16Array(buffer, 16 * length, length),
    pitch: new Uint8Array(buffer, 18 * length, length),
    velocity,
    channel: new Uint8Array(buffer, 20 * length, length),
  };
}
