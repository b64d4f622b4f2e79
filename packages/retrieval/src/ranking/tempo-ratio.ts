/** Beyond these ratios a line through some frames says more about an error than about tempo. */
const SLOWEST_RATIO = 0.25;
const FASTEST_RATIO = 4;

/**
 * Seconds of the piece for a second of the query, from frames that belong together: the median of the slopes from each
 * pair to the one half the pairs later (a Theil-Sen line over far pairs alone), so that a wrong pair or a held note
 * leaves it where it is.
 * @param querySeconds onsets, ascending
 * @param pieceSeconds the onset of each in the piece, ascending; as long as `querySeconds`
 * @returns more than 0; 1 where there are fewer than two onsets apart
 */
export function tempoRatio(querySeconds: ArrayLike<number>, pieceSeconds: ArrayLike<number>): number {
  const half = Math.floor(querySeconds.length / 2);
  const slopes: number[] = [];
  for (let i = 0; i + half < querySeconds.length; i++) {
    const queryStep = querySeconds[i + half]! - querySeconds[i]!;
    const pieceStep = pieceSeconds[i + half]! - pieceSeconds[i]!;
    if (queryStep > 0 && pieceStep > 0) slopes.push(pieceStep / queryStep);
  }
  if (slopes.length === 0) return 1;
  slopes.sort((a, b) => a - b);
  return (slopes[(slopes.length - 1) >> 1]! + slopes[slopes.length >> 1]!) / 2;
}

/** {@link tempoRatio}, between a quarter and four. */
export function likelyTempoRatio(querySeconds: ArrayLike<number>, pieceSeconds: ArrayLike<number>): number {
  return Math.min(FASTEST_RATIO, Math.max(SLOWEST_RATIO, tempoRatio(querySeconds, pieceSeconds)));
}
