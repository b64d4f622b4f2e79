import type { IndexedReading, PieceIndex } from '../piece-index/contract.js';
import { alignFrames, DEFAULT_BAND_FRAMES } from '../ranking/align.js';
import type { Chain } from '../ranking/chain.js';
import { expectedFrames } from '../ranking/expected-frames.js';
import { commonPitches, pitchSets } from '../readings/pitch-sets.js';

/** Frames of two pieces that belong together: columns of one length, ascending. */
export interface AlignedPassage {
  /** See `alignFrames`: at most 1. */
  readonly agreement: number;
  /** Frames of the one piece, counted within its reading. */
  readonly oneFrames: readonly number[];
  /** The other piece's frame for each. */
  readonly otherFrames: readonly number[];
  /** Notes that the two frames share. */
  readonly commonNotes: readonly number[];
}

/**
 * Aligns the notes along a chain, from its first window's first frame to its last window's last.
 * @param key semitones by which `one` lies above `other`
 * @returns undefined where no notes agree
 */
export function alignPassage(
  { frames, windowContract }: PieceIndex,
  one: IndexedReading,
  other: IndexedReading,
  key: number,
  chain: Chain,
): AlignedPassage | undefined {
  const oneFirst = chain.queryFrames[0]!;
  const oneEnd = Math.min(one.frameCount, chain.queryFrames.at(-1)! + windowContract.windowFrames);
  const inPassage = { ...chain, queryFrames: chain.queryFrames.map((frame) => frame - oneFirst) };
  const expected = expectedFrames(inPassage, oneEnd - oneFirst);
  const otherFirst = Math.max(0, Math.min(expected[0]!, other.frameCount - 1) - DEFAULT_BAND_FRAMES);
  const otherEnd = Math.min(other.frameCount, expected.at(-1)! + DEFAULT_BAND_FRAMES + 1);
  const query = pitchSets(frames, one.firstFrame + oneFirst, oneEnd - oneFirst, -key);
  const region = pitchSets(frames, other.firstFrame + otherFirst, otherEnd - otherFirst);
  const alignment = alignFrames(
    query,
    region,
    expected.map((frame) => frame - otherFirst),
  );
  if (alignment === undefined) return undefined;
  const { queryFrames, pieceFrames, score } = alignment;
  return {
    agreement: score,
    oneFrames: queryFrames.map((frame) => frame + oneFirst),
    otherFrames: pieceFrames.map((frame) => frame + otherFirst),
    commonNotes: queryFrames.map((frame, i) => commonPitches(query, frame, region, pieceFrames[i]!)),
  };
}
