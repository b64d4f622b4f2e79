import type { Frames } from '@midizero/pitch-matrix';
import type { FingerprintTable, PieceIndex } from '../piece-index/contract.js';
import type { Seeds } from '../ranking/seeds.js';
import { TopHits } from '../search/top-hits.js';
import { findPostings, PostingRuns } from './posting-runs.js';
import { queryTokens } from './query-tokens.js';
import { mostUsedPostings } from './used-postings.js';

/** Diagonals (piece frame less query frame) of one bin. */
const BIN_SHIFT = 4;
const BIN_FRAMES = 2 ** BIN_SHIFT;
/** Frames by which a passage of the query and of the piece may drift apart, for each frame of the query. */
const DRIFT = 0.4;
/** Places whose postings become seeds. */
const BEST_PLACES = 96;
/** Evidence of a fingerprint, in units of a perfect window, for each nat by which it is rarer than chance. */
const WEIGHT_PER_NAT = 0.02;

/**
 * Of each bin its score, in even places, and one more than the last token that counted in it, in odd ones: a posting
 * touches both, in one line of the processor's cache.
 */
class Bins {
  readonly scores: Float32Array;
  readonly lastTokens: Int32Array;

  constructor(count: number) {
    this.scores = new Float32Array(2 * count);
    this.lastTokens = new Int32Array(this.scores.buffer);
  }
}

/** A query looked up in the fingerprints of an index, in some keys. */
export interface FingerprintEvidence {
  /** Summed rarity of the best place of each key, in nats, size keys. */
  readonly keyScores: Float64Array;
}

/**
 * Looks fingerprints up. The score of a place in a key is the summed rarity of the query's fingerprints that lie there;
 * each counts once a bin of 16 diagonals, and a place is a run of bins as wide as the query may drift. The rarity of a
 * fingerprint with n postings among F frames is `log(F / (B * n))` for bins of B diagonals: the logarithm of the odds
 * against its lying at a given place by chance.
 */
export class FingerprintLookUp {
  readonly #table: FingerprintTable;
  readonly #frameCount: number;
  readonly #readings: PieceIndex['readings'];
  /** Rarity in nats by number of postings, up to the most that are used. */
  readonly #rarities: Float32Array;
  // Room that one query after the other uses.
  readonly #runs = new PostingRuns();
  #bins = new Bins(0);
  #marked = new Uint8Array(0);

  constructor({ fingerprints, frames, readings }: PieceIndex & Required<Pick<PieceIndex, 'fingerprints'>>) {
    this.#table = fingerprints;
    this.#readings = readings;
    this.#frameCount = frames.startSeconds.length;
    this.#rarities = Float32Array.from({ length: mostUsedPostings(this.#frameCount) + 1 }, (_, count) =>
      Math.log(this.#frameCount / (BIN_FRAMES * count)),
    );
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
    const runs = this.#runs;
    findPostings(this.#table, tokens, keys, this.#rarities.length - 1, runs);
    // Diagonals are counted from -queryFrames on, so that none is negative.
    const binCount = ((this.#frameCount + query.length) >> BIN_SHIFT) + 1;
    const scores = this.#scoreBins(runs, tokens.frames, query.length, keys.length * binCount, binCount);
    const width = 2 + Math.ceil((DRIFT * query.length) / BIN_FRAMES);
    const { places, keyScores } = bestPlaces(scores, keys.length, binCount, width);
    const marked = this.#marked.subarray(0, keys.length * binCount).fill(0);
    for (const bin of places) {
      const row = Math.floor(bin / binCount) * binCount;
      marked.fill(1, bin, Math.min(row + binCount, bin + width));
    }
    const { starts, ends, frames, variants } = runs;
    for (let run = 0; run < runs.length; run++) {
      const rarity = this.#rarities[ends[run]! - starts[run]!]!;
      if (rarity <= 0) continue;
      const queryFrame = tokens.frames[runs.tokens[run]!]!;
      const variant = variants[run]!;
      const firstBin = variant * binCount;
      const origin = query.length - queryFrame;
      for (let row = starts[run]!; row < ends[run]!; row++) {
        const frame = frames[row]!;
        if (marked[firstBin + ((origin + frame) >> BIN_SHIFT)] === 0) continue;
        const reading = this.#readingOf(frame);
        if (isExcluded?.(reading)) continue;
        const pieceFrame = frame - this.#readings[reading]!.firstFrame;
        seeds.add(reading * keys.length + variant, queryFrame, pieceFrame, WEIGHT_PER_NAT * rarity);
      }
    }
    return { keyScores };
  }

  /** Sums the rarity of the fingerprints in each bin, each once. @returns scores in even places, until the next query */
  #scoreBins(
    runs: PostingRuns,
    tokenFrames: Uint32Array,
    queryFrames: number,
    size: number,
    binCount: number,
  ): Float32Array {
    if (this.#marked.length < size) {
      this.#bins = new Bins(size);
      this.#marked = new Uint8Array(size);
    }
    const { scores, lastTokens } = this.#bins;
    scores.fill(0, 0, 2 * size);
    const { starts, ends, frames, tokens, variants } = runs;
    for (let run = 0; run < runs.length; run++) {
      const rarity = this.#rarities[ends[run]! - starts[run]!]!;
      if (rarity <= 0) continue;
      const token = tokens[run]!;
      const firstBin = variants[run]! * binCount;
      const origin = queryFrames - tokenFrames[token]!;
      for (let row = starts[run]!; row < ends[run]!; row++) {
        const bin = 2 * (firstBin + ((origin + frames[row]!) >> BIN_SHIFT));
        if (lastTokens[bin + 1] === token + 1) continue;
        lastTokens[bin + 1] = token + 1;
        scores[bin]! += rarity;
      }
    }
    return scores;
  }

  /** Row of the reading that a frame belongs to. */
  #readingOf(frame: number): number {
    let low = 0;
    let high = this.#readings.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#readings[middle]!.firstFrame <= frame) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/**
 * First bins of the runs of `width` bins that score best together, over all keys, and each key's best such sum.
 * @param scores in even places
 */
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
      if (bin < binCount) sum += scores[2 * (first + bin)]!;
      if (bin >= width) sum -= scores[2 * (first + bin - width)]!;
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
