import type { Frames } from '@midizero/pitch-matrix';
import type { UnratedMatch } from '../confidence/features.js';
import type { PieceIndex } from '../piece-index/contract.js';
import { alignNotes } from './aligned-notes.js';
import { barsOfPlace } from './bars.js';
import { distinctPlaces } from './distinct-places.js';
import type { Locator } from './locate.js';
import type { FramePairs } from './place.js';
import { tempoRatio } from './tempo-ratio.js';
import type { Passage } from './verify.js';

/** Places whose fits are within this share of the best are worth mentioning: nearly the same notes, played again. */
export const TIE_SHARE = 0.02;
/** Fits that differ by rounding alone: exactly the same notes. */
const SAME_FIT = 1e-6;

/** A match before its notes are aligned, which only those that are returned need. */
export interface RankedMatch extends Omit<UnratedMatch, 'tempoRatio' | 'alignedNotes'> {
  /** Row of the reading in the index. */
  readonly reading: number;
  readonly pairs: FramePairs;
}

/** A piece with its passages that were verified, at least one. */
export interface RankedPiece {
  readonly piece: number;
  readonly passages: readonly Passage[];
  readonly score: number;
}

export function bestFit(passages: readonly Passage[]): number {
  return passages.reduce((best, { fit }) => Math.max(best, fit), Number.NEGATIVE_INFINITY);
}

/**
 * The match of one piece: its best passage, the first of those that fit exactly as well. Others in the same key that
 * nearly do are alternatives.
 */
export function toMatch(
  index: PieceIndex,
  frames: Frames,
  locator: Locator,
  { piece, passages, score }: RankedPiece,
): RankedMatch {
  const { id, title, workId, bars } = index.pieces[piece]!;
  const { transposition, fit: best } = passages.reduce((a, b) => (b.fit > a.fit ? b : a));
  const places = passages
    .filter((passage) => passage.transposition === transposition && passage.fit >= best - TIE_SHARE * Math.abs(best))
    .map(({ reading, chain, fit }) => ({ reading, fit, ...locator.locate(reading, transposition, chain) }));
  const distinct = distinctPlaces(places.sort((a, b) => b.fit - a.fit));
  const first = distinct.find(({ fit }) => fit >= best - SAME_FIT)!;
  const others = distinct.filter((place) => place !== first);
  const range = barsOfPlace(bars, first);
  return {
    pieceId: id,
    ...(title !== undefined && { title }),
    ...(workId !== undefined && { workId }),
    ...(range && { bars: range }),
    view: index.readings[first.reading]!.view,
    score,
    startSeconds: first.startSeconds,
    endSeconds: first.endSeconds,
    queryStartSeconds: frames.startSeconds[0]!,
    queryEndSeconds: frames.startSeconds[frames.length - 1]!,
    transposition,
    reading: first.reading,
    pairs: first.pairs,
    alternatives: others.map(({ startSeconds, endSeconds }) => ({ pieceId: id, startSeconds, endSeconds, score })),
  };
}

/** The match with its notes. */
export function withEvidence(
  index: PieceIndex,
  query: Frames,
  { reading, pairs, ...match }: RankedMatch,
): UnratedMatch {
  const { firstFrame, frameCount } = index.readings[reading]!;
  const { startSeconds } = index.frames;
  return {
    ...match,
    tempoRatio: tempoRatio(
      pairs.queryFrames.map((frame) => query.startSeconds[frame]!),
      pairs.pieceFrames.map((frame) => startSeconds[firstFrame + frame]!),
    ),
    alignedNotes: alignNotes({
      query: { ...query, first: 0 },
      piece: { ...index.frames, first: firstFrame, length: frameCount },
      pairs,
      transposition: match.transposition,
      startSeconds: match.startSeconds,
      endSeconds: match.endSeconds,
    }),
  };
}
