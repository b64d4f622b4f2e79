import type { Frames } from '@midizero/pitch-matrix';
import type { FingerprintTable, PieceIndex } from '../piece-index/contract.js';
import type { Seeds } from '../ranking/seeds.js';
import { TopHits } from '../search/top-hits.js';
import { findPostings } from './posting-runs.js';
import { queryTokens } from './query-tokens.js';

/** Diagonals (piece frame less query frame) of one bin. */
const BIN_SHIFT = 4;
const BIN_FRAMES = 2 ** BIN_SHIFT;
/** Frames by which a passage of the query and of the piece may drift apart, for each frame of the query. */
const DRIFT = 0.4;
/** Places whose postings become seeds. */
const BEST_PLACES = 96;
/** Fingerprints that begin at a larger share of the frames say too little for what they cost, unless they are so few. */
const LARGEST_SHARE_OF_FRAMES = 1e-4;
const POSTINGS_ALWAYS_USED = 128;
/** Evidence of a fingerprint, in units of a perfect window, for each nat by which it is rarer than chance. */
const WEIGHT_PER_NAT = 0.02;

/** A query looked up in the fingerprints of an index, in some keys. */
export interface FingerprintEvidence {
  /** Summed rarity of the best place of each key, in nats, size keys. */
  readonly keyScores: Float64Array;
}

/**
 * Looks fingerprints up. The score of a place in a key is the summed rarity of the query's fingerprints that lie there,
 * see `findPostings`; each counts once a bin of 16 diagonals, and a place is a run of bins as wide as the query may drift.
 */
export class FingerprintLookUp {
  readonly #tables: readonly FingerprintTable[];
  readonly #frameCount: number;
  readonly #readings: PieceIndex['readings'];
  /** Row of the reading of each frame. */
  readonly #readingOfFrame: Uint32Array;

  constructor({ fingerprints, frames, readings }: PieceIndex & Required<Pick<PieceIndex, 'fingerprints'>>) {
    this.#tables = fingerprints;
    this.#readings = readings;
    this.#frameCount = frames.startSeconds.length;
    this.#readingOfFrame = new Uint32Array(this.#frameCount);
    for (const [row, { firstFrame, frameCount }] of readings.entries()) {
      this.#readingOfFrame.fill(row, firstFrame, firstFrame + frameCount);
    }
  }

  /**
   * Adds the fingerprints at the best places to `seeds`, grouped by `reading * keys.length + key`.
   * @param keys semitones by which the query may lie above a piece, ascending, one after the other
   * @param isExcluded readings that must not answer
   */
  search(
    query: Frames,
    keys: readonly number[],
    seeds: Seeds,
    isExcluded?: (reading: number) => boolean,
  ): FingerprintEvidence {
    const tokens = queryTokens(query);
    const tables = this.#tables;
    const runs = findPostings(tables, tokens, keys, {
      frameCount: this.#frameCount,
      binFrames: BIN_FRAMES,
      mostPostings: Math.max(POSTINGS_ALWAYS_USED, LARGEST_SHARE_OF_FRAMES * this.#frameCount),
    });
    // Diagonals are counted from -queryFrames on, so that none is negative.
    const binCount = ((this.#frameCount + query.length) >> BIN_SHIFT) + 1;
    const scores = new Float32Array(keys.length * binCount);
    const lastTokens = new Int32Array(keys.length * binCount).fill(-1);
    for (let run = 0; run < runs.length; run++) {
      const { firstFrame, frames } = tables[runs.tables[run]!]!;
      const token = runs.tokens[run]!;
      const rarity = runs.rarities[run]!;
      const firstBin = runs.variants[run]! * binCount;
      const origin = firstFrame + query.length - tokens.frames[token]!;
      for (let row = runs.firstRows[run]!; row < runs.endRows[run]!; row++) {
        const bin = firstBin + ((origin + frames[row]!) >> BIN_SHIFT);
        if (lastTokens[bin] === token) continue;
        lastTokens[bin] = token;
        scores[bin]! += rarity;
      }
    }
    const width = 2 + Math.ceil((DRIFT * query.length) / BIN_FRAMES);
    const { places, keyScores } = bestPlaces(scores, keys.length, binCount, width);
    const marked = new Uint8Array(scores.length);
    for (const bin of places) {
      const row = Math.floor(bin / binCount) * binCount;
      marked.fill(1, bin, Math.min(row + binCount, bin + width));
    }
    for (let run = 0; run < runs.length; run++) {
      const { firstFrame, frames } = tables[runs.tables[run]!]!;
      const queryFrame = tokens.frames[runs.tokens[run]!]!;
      const weight = WEIGHT_PER_NAT * runs.rarities[run]!;
      const variant = runs.variants[run]!;
      const origin = firstFrame + query.length - queryFrame;
      for (let row = runs.firstRows[run]!; row < runs.endRows[run]!; row++) {
        if (marked[variant * binCount + ((origin + frames[row]!) >> BIN_SHIFT)] === 0) continue;
        const frame = firstFrame + frames[row]!;
        const reading = this.#readingOfFrame[frame]!;
        if (isExcluded?.(reading)) continue;
        seeds.add(reading * keys.length + variant, queryFrame, frame - this.#readings[reading]!.firstFrame, weight);
      }
    }
    return { keyScores };
  }
}

/** First bins of the runs of `width` bins that score best together, over all keys, and each key's best such sum. */
function bestPlaces(
  scores: Float32Array,
  keyCount: number,
  binCount: number,
  width: number,
): { places: Uint32Array; keyScores: Float64Array } {
  const top = new TopHits(BEST_PLACES);
  const keyScores = new Float64Array(keyCount);
  for (let key = 0; key < keyCount; key++) {
    const first = key * binCount;
    let sum = 0;
    // A run is offered only where its neighbours to both sides are no better: else one place would take many.
    let previous = 0;
    let beforePrevious = 0;
    for (let bin = 0; bin <= binCount; bin++) {
      if (bin < binCount) sum += scores[first + bin]!;
      if (bin >= width) sum -= scores[first + bin - width]!;
      if (previous > 0.5 && previous >= sum && previous > beforePrevious) {
        keyScores[key] = Math.max(keyScores[key]!, previous);
        if (previous > top.threshold) top.offer(Math.max(first, first + bin - width), previous);
      }
      beforePrevious = previous;
      previous = sum;
    }
  }
  const places = new Uint32Array(BEST_PLACES);
  return { places: places.subarray(0, top.drain(places, new Float32Array(BEST_PLACES), 0)), keyScores };
}
