import { readFileSync } from 'node:fs';

/** The uniform float32 numbers in [-1, 1) that `scripts/golden/shared.py` draws. */
export class GoldenNumbers {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  draw(shape: readonly number[]): Float32Array {
    const size = shape.reduce((product, dim) => product * dim, 1);
    return Float32Array.from({ length: size }, () => {
      this.#state = (Math.imul(1_664_525, this.#state) + 1_013_904_223) >>> 0;
      return this.#state / 2 ** 31 - 1;
    });
  }
}

/** A file of recorded values, by its name in `golden/`. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./golden/${name}`, import.meta.url), 'utf8')) as T;
}
