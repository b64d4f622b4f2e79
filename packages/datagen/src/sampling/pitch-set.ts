import { LOWEST_PITCH } from '@midizero/pitch-matrix';
import type { SampleBuffer } from '../samples/sample-buffer.js';

/** A set of piano pitches as 88 bits, which gives them back in ascending order without sorting. */
export class PitchSet {
  readonly #words: Int32Array = new Int32Array(3);

  /** Adds a pitch, 21 to 108; false if it was there already. */
  add(pitch: number): boolean {
    const key = pitch - LOWEST_PITCH;
    const word = this.#words[key >> 5]!;
    const bit = 1 << (key & 31);
    this.#words[key >> 5] = word | bit;
    return (word & bit) === 0;
  }

  has(pitch: number): boolean {
    const key = pitch - LOWEST_PITCH;
    return ((this.#words[key >> 5]! >>> (key & 31)) & 1) === 1;
  }

  /** Writes the pitches to `buffer`, ascending, and empties the set. */
  moveTo(buffer: SampleBuffer): void {
    const words = this.#words;
    const { pitches } = buffer;
    let { noteCount } = buffer;
    for (let index = 0; index < 3; index++) {
      const base = LOWEST_PITCH + 32 * index + 31;
      for (let left = words[index]!; left !== 0; left &= left - 1)
        pitches[noteCount++] = base - Math.clz32(left & -left);
      words[index] = 0;
    }
    buffer.noteCount = noteCount;
  }
}
