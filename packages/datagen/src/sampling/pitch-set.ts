import { LOWEST_PITCH } from '@midizero/pitch-matrix';
import type { SampleBuffer } from '../samples/sample-buffer.js';

/** A set of piano pitches as 88 bits, which gives them back in ascending order without sorting. */
export class PitchSet {
  #low = 0;
  #middle = 0;
  #high = 0;

  /** Adds a pitch, 21 to 108; false if it was there already. */
  add(pitch: number): boolean {
    const key = pitch - LOWEST_PITCH;
    const bit = 1 << (key & 31);
    if (key < 32) {
      if (this.#low & bit) return false;
      this.#low |= bit;
    } else if (key < 64) {
      if (this.#middle & bit) return false;
      this.#middle |= bit;
    } else {
      if (this.#high & bit) return false;
      this.#high |= bit;
    }
    return true;
  }

  has(pitch: number): boolean {
    const key = pitch - LOWEST_PITCH;
    const word = key < 32 ? this.#low : key < 64 ? this.#middle : this.#high;
    return ((word >>> (key & 31)) & 1) === 1;
  }

  /** Writes the pitches to `buffer`, ascending, and empties the set. */
  moveTo(buffer: SampleBuffer): void {
    writeBits(this.#low, LOWEST_PITCH, buffer);
    writeBits(this.#middle, LOWEST_PITCH + 32, buffer);
    writeBits(this.#high, LOWEST_PITCH + 64, buffer);
    this.#low = 0;
    this.#middle = 0;
    this.#high = 0;
  }
}

function writeBits(word: number, firstPitch: number, buffer: SampleBuffer): void {
  let left = word;
  while (left !== 0) {
    const lowest = left & -left;
    buffer.addPitch(firstPitch + 31 - Math.clz32(lowest));
    left ^= lowest;
  }
}
