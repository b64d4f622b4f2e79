import { InvalidArgumentError, type Random } from '@midizero/core';

/** Above this size the fraction left over from choosing a column has too few bits, and gets a draw of its own. */
const ONE_DRAW_LIMIT = 4096;

/**
 * Draws row numbers in proportion to weights, in constant time whatever the number of rows
 * (Walker's alias method, with Vose's linear-time set-up: "A linear algorithm for generating random numbers with a
 * given distribution", 1991). Several tables can share one pair of columns, see {@link fillAliasTable}.
 */
export class AliasTable {
  readonly #keep: Float64Array;
  readonly #alias: Uint32Array;

  /** @param weights not negative, finite, at least one above 0 @throws InvalidArgumentError otherwise */
  constructor(weights: ArrayLike<number>) {
    this.#keep = new Float64Array(weights.length);
    this.#alias = new Uint32Array(weights.length);
    fillAliasTable(weights, this.#keep, this.#alias, 0);
  }

  /** A row number, 0 to n - 1. */
  draw(random: Random): number {
    return drawAlias(random, this.#keep, this.#alias, 0, this.#keep.length);
  }
}

/**
 * Writes the table of `weights` into rows `at .. at + weights.length` of two shared columns: `keep` is the chance that
 * a row, once chosen, stays; `alias` the row (counted from `at`) that is taken otherwise.
 * @throws InvalidArgumentError if there is no weight above 0, or a weight is negative or not finite
 */
export function fillAliasTable(weights: ArrayLike<number>, keep: Float64Array, alias: Uint32Array, at: number): void {
  const n = weights.length;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const weight = weights[i]!;
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new InvalidArgumentError('weights', `expected numbers of 0 or more, got ${weight} at ${i}`, { index: i });
    }
    total += weight;
  }
  if (!(total > 0)) throw new InvalidArgumentError('weights', 'expected at least one above 0', { length: n });

  // Rows below the mean are topped up by rows above it until every column is exactly full.
  const below: number[] = [];
  const above: number[] = [];
  for (let i = 0; i < n; i++) {
    const share = (weights[i]! * n) / total;
    keep[at + i] = share;
    alias[at + i] = i;
    (share < 1 ? below : above).push(i);
  }
  while (below.length > 0 && above.length > 0) {
    const low = below.pop()!;
    const high = above.at(-1)!;
    alias[at + low] = high;
    const left = keep[at + high]! - (1 - keep[at + low]!);
    keep[at + high] = left;
    if (left < 1) below.push(above.pop()!);
  }
  // What is left differs from 1 by rounding only.
  for (const row of below) keep[at + row] = 1;
  for (const row of above) keep[at + row] = 1;
}

/** Draws from the table of `length` rows that begins at row `at` of shared columns; counted from `at`. */
export function drawAlias(random: Random, keep: Float64Array, alias: Uint32Array, at: number, length: number): number {
  const place = random.uniform() * length;
  const row = Math.floor(place);
  const fraction = length > ONE_DRAW_LIMIT ? random.uniform() : place - row;
  return fraction < keep[at + row]! ? row : alias[at + row]!;
}
