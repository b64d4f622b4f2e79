import type { Frames } from '@midizero/pitch-matrix';
import type { PieceIndex } from '../piece-index/contract.js';
import { type PitchSets, pitchSets } from '../readings/pitch-sets.js';
import { alignFrames, DEFAULT_BAND_FRAMES } from './align.js';
import { expectedFrames } from './expected-frames.js';
import { type FramePairs, type Place, placeFromPairs } from './place.js';

/** A chain's place, and what it rests on. */
export interface LocatedChain extends Place {
  /** Frames of the query and of the piece, counted within its reading, that belong together. */
  readonly pairs: FramePairs;
}

/** Aligns the frames of one query with those of pieces. */
export class Locator {
  readonly #index: PieceIndex;
  readonly #query: Frames;
  readonly #transposedQueries = new Map<number, PitchSets>();

  constructor(index: PieceIndex, query: Frames) {
    this.#index = index;
    this.#query = query;
  }

  /**
   * The exact place near a chain.
   * @param readingRow row of the reading in the index
   * @param transposition semitones by which the query lies above the piece
   */
  locate(readingRow: number, transposition: number, chain: FramePairs): LocatedChain {
    const { frames, readings } = this.#index;
    const reading = readings[readingRow]!;
    const expected = expectedFrames(chain, this.#query.length);
    const first = Math.max(0, expected[0]! - DEFAULT_BAND_FRAMES);
    const last = Math.min(reading.frameCount - 1, expected.at(-1)! + DEFAULT_BAND_FRAMES);
    const region = pitchSets(frames, reading.firstFrame + first, last - first + 1);
    const inRegion = expected.map((frame) => frame - first);
    const alignment = alignFrames(this.#transposedQuery(transposition), region, inRegion);
    const pairs =
      alignment === undefined
        ? chain
        : { queryFrames: alignment.queryFrames, pieceFrames: alignment.pieceFrames.map((frame) => frame + first) };
    return {
      ...placeFromPairs(pairs, this.#query.startSeconds, (frame) => frames.startSeconds[reading.firstFrame + frame]!),
      pairs,
    };
  }

  #transposedQuery(transposition: number): PitchSets {
    let sets = this.#transposedQueries.get(transposition);
    if (sets === undefined) {
      sets = pitchSets(this.#query, 0, this.#query.length, -transposition);
      this.#transposedQueries.set(transposition, sets);
    }
    return sets;
  }
}
