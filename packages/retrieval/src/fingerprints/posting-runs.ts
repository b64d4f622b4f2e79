import type { FingerprintTable } from '../piece-index/contract.js';
import type { QueryTokens } from './query-tokens.js';
import { LONGEST_POSTING, RunCursor } from './table-runs.js';

/** Postings of a query's fingerprints, one run for each fingerprint and key. Columns that grow, used again and again. */
export class PostingRuns {
  length = 0;
  tokens: Uint32Array = new Uint32Array(1024);
  /** Position in the list of keys searched. */
  variants: Uint8Array = new Uint8Array(1024);
  /** Where in `frames` a run begins and ends. */
  starts: Uint32Array = new Uint32Array(1024);
  ends: Uint32Array = new Uint32Array(1024);
  /** Frames of all runs. */
  frames: Uint32Array = new Uint32Array(16_384);
  #frameCount = 0;

  clear(): void {
    this.length = 0;
    this.#frameCount = 0;
  }

  /** Adds the run at hand of a cursor, unless it has more postings than `most`. */
  add(token: number, variant: number, cursor: RunCursor, most: number): void {
    const start = this.#frameCount;
    this.#require(cursor.end - cursor.start);
    const count = cursor.decode(this.frames, start);
    if (count > most) return;
    const run = this.length++;
    this.tokens[run] = token;
    this.variants[run] = variant;
    this.starts[run] = start;
    this.#frameCount = start + count;
    this.ends[run] = this.#frameCount;
  }

  #require(frames: number): void {
    if (this.#frameCount + frames > this.frames.length) {
      this.frames = grown(this.frames, new Uint32Array(2 * (this.#frameCount + frames)));
    }
    if (this.length < this.tokens.length) return;
    const capacity = 2 * this.length;
    this.tokens = grown(this.tokens, new Uint32Array(capacity));
    this.variants = grown(this.variants, new Uint8Array(capacity));
    this.starts = grown(this.starts, new Uint32Array(capacity));
    this.ends = grown(this.ends, new Uint32Array(capacity));
  }
}

/**
 * Finds the postings of a query's fingerprints in all keys.
 * @param keys semitones by which the query may lie above a piece, ascending, one after the other
 * @param mostPostings a fingerprint with more postings is passed over: it says too little for what it costs
 */
export function findPostings(
  table: FingerprintTable,
  { length, shapes, pitches }: QueryTokens,
  keys: readonly number[],
  mostPostings: number,
  runs: PostingRuns,
): void {
  const cursor = new RunCursor(table);
  const mostBytes = LONGEST_POSTING * mostPostings;
  runs.clear();
  for (let token = 0; token < length; token++) {
    const highest = pitches[token]! - keys[0]!;
    const lowest = pitches[token]! - keys.at(-1)!;
    for (cursor.open(shapes[token]!); cursor.pitch <= highest; cursor.next()) {
      if (cursor.pitch < lowest || cursor.end - cursor.start > mostBytes) continue;
      runs.add(token, highest - cursor.pitch, cursor, mostPostings);
    }
  }
}

function grown<T extends Uint32Array | Uint8Array>(column: T, target: T): T {
  target.set(column);
  return target;
}
