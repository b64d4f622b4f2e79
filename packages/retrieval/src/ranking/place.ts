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

/** Beyond these tempo ratios (piece seconds for a query second) a straight line says more about an error than about tempo. */
const SLOWEST_RATIO = 0.25;
const FASTEST_RATIO = 4;

/**
 * The place that frame pairs point to: a line through the first and the last pair, continued to the query's ends.
 * @param querySeconds onsets of the query's frames
 * @param pieceSeconds onset of a frame of the piece
 */
export function placeFromPairs(
  { queryFrames, pieceFrames }: FramePairs,
  querySeconds: Float64Array,
  pieceSeconds: (frame: number) => number,
): Place {
  const firstQuery = querySeconds[queryFrames[0]!]!;
  const lastQuery = querySeconds[queryFrames.at(-1)!]!;
  const firstPiece = pieceSeconds(pieceFrames[0]!);
  const lastPiece = pieceSeconds(pieceFrames.at(-1)!);
  const ratio =
    lastQuery > firstQuery
      ? Math.min(FASTEST_RATIO, Math.max(SLOWEST_RATIO, (lastPiece - firstPiece) / (lastQuery - firstQuery)))
      : 1;
  return {
    startSeconds: Math.max(0, firstPiece - ratio * (firstQuery - querySeconds[0]!)),
    endSeconds: lastPiece + ratio * (querySeconds.at(-1)! - lastQuery),
  };
}
