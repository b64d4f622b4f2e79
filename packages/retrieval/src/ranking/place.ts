import { likelyTempoRatio } from './tempo-ratio.js';

/** A stretch of a piece that answers a query. */
export interface Place {
  /** Where in the piece the query's first onset lies, in seconds; extrapolated where that onset has no counterpart. */
  readonly startSeconds: number;
  /** Where in the piece the query's last onset lies, in seconds. */
  readonly endSeconds: number;
}

/** Frames of the query and of the piece that belong together: columns of one length, in order, not empty. */
export interface FramePairs {
  readonly queryFrames: readonly number[];
  readonly pieceFrames: readonly number[];
}

/** Pairs nearest to an end that say where it lies, … */
const PAIRS_OF_END = 9;
/** … and those that say how fast the piece passes there. */
const PAIRS_OF_TEMPO = 16;
/** Distance at which a pair counts half of what one at the end itself does. */
const HALF_WEIGHT_SECONDS = 0.5;
/** A pair this far from where its neighbours put the end is wrong. */
const AGREEING_SECONDS = 0.3;

/**
 * The place that frame pairs point to. Each end is where the pairs next to it put it at their own tempo, by the outermost
 * pair that agrees with the others: one wrong pair at an end, as chance notes make it, does not move the place.
 * @param querySeconds onsets of the query's frames
 * @param pieceSeconds onset of a frame of the piece
 */
export function placeFromPairs(
  { queryFrames, pieceFrames }: FramePairs,
  querySeconds: Float64Array,
  pieceSeconds: (frame: number) => number,
): Place {
  const from = queryFrames.map((frame) => querySeconds[frame]!);
  const to = pieceFrames.map((frame) => pieceSeconds(frame));
  const start = endOfPlace(from.slice(0, PAIRS_OF_TEMPO), to.slice(0, PAIRS_OF_TEMPO), querySeconds[0]!);
  const end = endOfPlace(from.slice(-PAIRS_OF_TEMPO), to.slice(-PAIRS_OF_TEMPO), querySeconds.at(-1)!);
  return { startSeconds: Math.max(0, start), endSeconds: Math.max(0, start, end) };
}

/**
 * Where a moment of the query at one end of some pairs lies in the piece: by the outermost pair that agrees with the
 * median of what the pairs next to it say, where a pair counts less the further it is away.
 * @param from query onsets of the pairs, ascending
 * @param to their piece onsets
 */
function endOfPlace(from: readonly number[], to: readonly number[], seconds: number): number {
  const ratio = likelyTempoRatio(from, to);
  const votes = from.map((querySeconds, i) => {
    const distance = seconds - querySeconds;
    return { end: to[i]! + ratio * distance, weight: 1 / (HALF_WEIGHT_SECONDS + Math.abs(distance)) };
  });
  const outermostFirst = seconds > from[0]! ? votes.reverse() : votes;
  const nearest = outermostFirst.slice(0, PAIRS_OF_END);
  const middle = weightedMedian(nearest);
  return nearest.find(({ end }) => Math.abs(end - middle) <= AGREEING_SECONDS)!.end;
}

function weightedMedian(votes: readonly { readonly end: number; readonly weight: number }[]): number {
  const sorted = votes.toSorted((a, b) => a.end - b.end);
  let left = votes.reduce((sum, { weight }) => sum + weight, 0) / 2;
  return sorted.find(({ weight }) => {
    left -= weight;
    return left <= 0;
  })!.end;
}
