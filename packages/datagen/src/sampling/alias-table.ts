import { InvalidArgumentError, type Random } from '@midizero/core';

/** Above this size the bits left over from choosing a row are too few to decide on it, and get a draw of their own. */
const ONE_DRAW_LIMIT = 4096;

/** Chances are kept as whole numbers, this standing for 1. */
const CERTAIN = 2 ** 31 - 1;

/**
 * Draws row numbers in proportion to weights, in constant time whatever the number of rows
 * (Walker's alias method, with Vose's linear-time set-up: "A linear algorithm for generating random numbers with a
 * given distribution", 1991). Several tables can share one pair of columns, see {@link fillAliasTable}.
 */
export class AliasTable {
  readonly #keep: Int32Array;
  readonly #alias: Uint32Array;

  /** @param weights not negative, finite, at least one above 0 @throws InvalidArgumentError otherwise */
  constructor(weights: ArrayLike<number>) {
    this.#keep = new Int32Array(weights.length);
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
 * a row, once chosen, stays, times 2^31; `alias` the row (counted from `at`) that is taken otherwise.
 * @throws InvalidArgumentError if there is no weight above 0, or a weight is negative or not finite
 */
export function fillAliasTable(weights: ArrayLike<number>, keep: Int32Array, alias: Uint32Array, at: number): void {
  const n = weights.length;
  const total = checkedSum(weights);
  // Rows below the mean are topped up by rows above it until every row is exactly full.
  const shares = Float64Array.from(weights, (weight) => (weight * n) / total);
  const below: number[] = [];
  const above: number[] = [];
  for (let i = 0; i < n; i++) (shares[i]! < 1 ? below : above).push(i);
  while (below.length > 0 && above.length > 0) {
    const low = below.pop()!;
    const high = above.at(-1)!;
    keep[at + low] = Math.floor(shares[low]! * CERTAIN);
    alias[at + low] = high;
    shares[high]! -= 1 - shares[low]!;
    if (shares[high]! < 1) below.push(above.pop()!);
  }
  // What is left differs from 1 by rounding only.
  for (const row of [...below, ...above]) {
    keep[at + row] = CERTAIN;
    alias[at + row] = row;
  }
}

function checkedSum(weights: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new InvalidArgumentError('weights', `expected numbers of 0 or more, got ${weight} at ${i}`, { index: i });
    }
    total += weight;
  }
  if (total > 0) return total;
  throw new InvalidArgumentError('weights', 'expected at least one above 0', { length: weights.length });
}

/** Draws from the table of `length` rows that begins at row `at` of shared columns; counted from `at`. */
export function drawAlias(random: Random, keep: Int32Array, alias: Uint32Array, at: number, length: number): number {
  const place = random.uint32() * length;
  const row = Math.floor(place * 2 ** -32);
  // The lower 32 bits of `place` are the fraction of the row; `|` takes them of any whole number below 2^53.
  const fraction = (length > ONE_DRAW_LIMIT ? random.uint32() : place | 0) >>> 1;
  const other = alias[at + row]!;
  // All ones where the row stays. No branch: half of them would be guessed wrong, which costs more than the rest.
  const stays = (fraction - keep[at + row]!) >> 31;
  return other ^ ((other ^ row) & stays);
}
