import { KEY_COUNT, LOWEST_PITCH } from '@midizero/pitch-matrix';

/** Words of 32 bits in one set of the 88 keys. */
export const WORDS_PER_SET = 3;

/** Sets of keys as bits, one for each frame: bit `pitch - 21` of the frame's three words. */
export interface PitchSets {
  readonly length: number;
  /** Size length * 3. */
  readonly words: Uint32Array;
  /** Pitches in each set, size length. */
  readonly sizes: Uint8Array;
}

/**
 * Frames `first .. first + length - 1` as sets.
 * @param transposition semitones added to every pitch; pitches that leave the keyboard are dropped
 */
export function pitchSets(
  frames: { readonly offsets: Uint32Array; readonly pitches: Uint8Array },
  first: number,
  length: number,
  transposition = 0,
): PitchSets {
  const words = new Uint32Array(length * WORDS_PER_SET);
  const sizes = new Uint8Array(length);
  for (let frame = 0; frame < length; frame++) {
    const end = frames.offsets[first + frame + 1]!;
    for (let i = frames.offsets[first + frame]!; i < end; i++) {
      const key = frames.pitches[i]! + transposition - LOWEST_PITCH;
      if (key < 0 || key >= KEY_COUNT) continue;
      words[frame * WORDS_PER_SET + (key >> 5)]! |= 1 << (key & 31);
      sizes[frame]!++;
    }
  }
  return { length, words, sizes };
}

/** Number of pitches that set `i` of `a` and set `j` of `b` share. */
export function commonPitches(a: PitchSets, i: number, b: PitchSets, j: number): number {
  const at = i * WORDS_PER_SET;
  const bt = j * WORDS_PER_SET;
  return (
    bitCount(a.words[at]! & b.words[bt]!) +
    bitCount(a.words[at + 1]! & b.words[bt + 1]!) +
    bitCount(a.words[at + 2]! & b.words[bt + 2]!)
  );
}

function bitCount(word: number): number {
  if (word === 0) return 0;
  let count = word - ((word >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
