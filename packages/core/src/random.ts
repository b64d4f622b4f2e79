import { InvalidArgumentError } from './errors.js';
import { portableLog } from './portable-math.js';

/** A whole number from 0 to 2^53 - 1. */
export type Seed = number;

/**
 * Seeded random numbers. The same seed gives the same numbers on every platform. The generator is xoshiro128**
 * (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021), seeded through splitmix32.
 */
export interface Random {
  /** The next 32 bits, 0 to 2^32 - 1. */
  uint32(): number;
  /** Uniform in [0, 1), a multiple of 2^-32. */
  uniform(): number;
  /** Uniform whole number in [0, bound), without modulo bias. @param bound whole number, 1 to 2^32 */
  integer(bound: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** Standard normal (Marsaglia's polar method, with portable arithmetic). */
  gaussian(): number;
  /**
   * An independent stream for part `index` of the work, the same however many numbers this one has given:
   * it depends on the seed and the index alone.
   */
  fork(index: number): Random;
  /** The state as 6 numbers, for {@link restoreRandom}: a restored generator goes on bit for bit. */
  saveState(): Uint32Array;
}

function splitmix32(state: number): () => number {
  let a = state >>> 0;
  return () => {
    a = (a + 0x9e3779b9) >>> 0;
    let t = a ^ (a >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  };
}

class Xoshiro128 implements Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  readonly #seedLow: number;
  readonly #seedHigh: number;
  // The polar method makes normal numbers two at a time. Dropping the second keeps the state to four words.

  constructor(state: Uint32Array) {
    this.#a = state[0]! | 0;
    this.#b = state[1]! | 0;
    this.#c = state[2]! | 0;
    this.#d = state[3]! | 0;
    this.#seedLow = state[4]!;
    this.#seedHigh = state[5]!;
  }

  uint32(): number {
    const scrambled = Math.imul(this.#b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const t = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= t;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  uniform(): number {
    return this.uint32() * 2 ** -32;
  }

  integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
      throw new InvalidArgumentError('bound', `expected a whole number from 1 to 2^32, got ${bound}`);
    }
    if (bound === 2 ** 32) return this.uint32();
    // The last 2^32 mod `bound` numbers are drawn again, so that all results are equally likely. 32-bit arithmetic is several
    // times as fast here.
    const divisor = bound >>> 0;
    const excess = ((-divisor >>> 0) % divisor) >>> 0;
    let draw = this.uint32();
    while (draw > ~excess >>> 0) draw = this.uint32();
    return (draw >>> 0) % divisor;
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  gaussian(): number {
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const s = x * x + y * y;
      if (s > 0 && s < 1) return x * Math.sqrt((-2 * portableLog(s)) / s);
    }
  }

  fork(index: number): Random {
    return new Xoshiro128(seededState(this.#seedLow, this.#seedHigh, checkSeed('index', index) + 1));
  }

  saveState(): Uint32Array {
    return Uint32Array.of(this.#a, this.#b, this.#c, this.#d, this.#seedLow, this.#seedHigh);
  }
}

function checkSeed(name: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new InvalidArgumentError(name, `expected a whole number from 0 to 2^53 - 1, got ${value}`);
  }
  return value;
}

/** Four words of generator state and the two words that name the stream, from a seed and a stream number (0: the seed itself). */
function seededState(seedLow: number, seedHigh: number, stream: number): Uint32Array {
  const mixLow = splitmix32(seedLow);
  const mixHigh = splitmix32(seedHigh ^ 0x6a09e667);
  const mixStreamLow = splitmix32((stream >>> 0) ^ 0xbb67ae85);
  const mixStreamHigh = splitmix32(Math.floor(stream / 2 ** 32) ^ 0x3c6ef372);
  const words = new Uint32Array(6);
  for (let i = 0; i < 6; i++)
    words[i] = splitmix32(mixLow() ^ splitmix32(mixHigh() ^ splitmix32(mixStreamLow() ^ mixStreamHigh())())())();
  if ((words[0]! | words[1]! | words[2]! | words[3]!) === 0) words[0] = 1; // the one state xoshiro never leaves
  if (stream === 0) {
    words[4] = seedLow;
    words[5] = seedHigh;
  }
  return words;
}

/** @param seed whole number, 0 to 2^53 - 1 @throws InvalidArgumentError for any other seed */
export function createRandom(seed: Seed): Random {
  checkSeed('seed', seed);
  return new Xoshiro128(seededState(seed >>> 0, Math.floor(seed / 2 ** 32), 0));
}

/** Continues a generator from {@link Random.saveState}. @throws InvalidArgumentError if `state` is not 6 words */
export function restoreRandom(state: Uint32Array): Random {
  if (state.length !== 6) throw new InvalidArgumentError('state', `expected 6 words, got ${state.length}`);
  return new Xoshiro128(state);
}
