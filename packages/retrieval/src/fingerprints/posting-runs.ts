import type { FingerprintTable } from '../piece-index/contract.js';
import type { QueryTokens } from './query-tokens.js';

/** Postings of one fingerprint at one pitch are one run of rows of a table. Columns of one length, by token. */
export interface PostingRuns {
  readonly length: number;
  readonly tokens: Uint32Array;
  /** Position in the list of keys searched. */
  readonly variants: Uint8Array;
  readonly tables: Uint16Array;
  readonly firstRows: Uint32Array;
  readonly endRows: Uint32Array;
  /** Rarity of the fingerprint at this pitch over all tables, in nats, above 0. */
  readonly rarities: Float32Array;
}

export interface RarityModel {
  /** Frames of the library F. */
  readonly frameCount: number;
  /** Diagonals B that count as one place. */
  readonly binFrames: number;
  /** A fingerprint with more postings than this is passed over: it says too little for what it costs. */
  readonly mostPostings: number;
}

/**
 * Finds the postings of a query's fingerprints in all keys. The rarity of one with n postings is `log(F / (B * n))`: the
 * logarithm of the odds against its lying at a given place by chance.
 * @param keys semitones by which the query may lie above a piece, ascending, one after the other
 */
export function findPostings(
  tables: readonly FingerprintTable[],
  { length, shapes, pitches }: QueryTokens,
  keys: readonly number[],
  { frameCount, binFrames, mostPostings }: RarityModel,
): PostingRuns {
  const capacity = length * keys.length * tables.length;
  const tokens = new Uint32Array(capacity);
  const variants = new Uint8Array(capacity);
  const tableOf = new Uint16Array(capacity);
  const firstRows = new Uint32Array(capacity);
  const endRows = new Uint32Array(capacity);
  const rarities = new Float32Array(capacity);
  const counts = new Uint32Array(keys.length);
  let runs = 0;
  for (let token = 0; token < length; token++) {
    const shape = shapes[token]!;
    const highest = pitches[token]! - keys[0]!;
    const lowest = pitches[token]! - keys.at(-1)!;
    const first = runs;
    counts.fill(0);
    for (const [table, { shapeStarts, pitches: column }] of tables.entries()) {
      const end = shapeStarts[shape + 1]!;
      for (let row = lowerBound(column, shapeStarts[shape]!, end, lowest); row < end; ) {
        const pitch = column[row]!;
        if (pitch > highest) break;
        const runEnd = lowerBound(column, row, end, pitch + 1);
        counts[highest - pitch]! += runEnd - row;
        tokens[runs] = token;
        variants[runs] = highest - pitch;
        tableOf[runs] = table;
        firstRows[runs] = row;
        endRows[runs] = runEnd;
        runs++;
        row = runEnd;
      }
    }
    const found = runs;
    runs = first;
    for (let run = first; run < found; run++) {
      const count = counts[variants[run]!]!;
      const rarity = Math.log(frameCount / (binFrames * count));
      if (count > mostPostings || rarity <= 0) continue;
      tokens[runs] = tokens[run]!;
      variants[runs] = variants[run]!;
      tableOf[runs] = tableOf[run]!;
      firstRows[runs] = firstRows[run]!;
      endRows[runs] = endRows[run]!;
      rarities[runs] = rarity;
      runs++;
    }
  }
  return { length: runs, tokens, variants, tables: tableOf, firstRows, endRows, rarities };
}

/** First row in [from, to) of an ascending column with `value` or more; `to` if there is none. */
function lowerBound(column: Uint8Array, from: number, to: number, value: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
