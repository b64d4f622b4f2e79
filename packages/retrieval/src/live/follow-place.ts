import type { Match, MatchedPlace } from '../match.js';
import type { LiveMatch, LiveUpdate } from './contract.js';

/**
 * Where the player is by a match: the end of the place nearest to where the last answer would put them by now.
 * @param heardSeconds time of the last note
 */
export function followPlace(match: Match, heardSeconds: number, last: LiveUpdate | undefined): LiveMatch {
  const before = last?.matches.find(({ pieceId }) => pieceId === match.pieceId);
  if (last === undefined || before === undefined) return { ...match, nowSeconds: match.endSeconds };
  const expected = before.nowSeconds + tempoRatio(match) * (heardSeconds - last.heardSeconds);
  const isOfPiece = ({ pieceId }: MatchedPlace): boolean => pieceId === match.pieceId;
  const ends = [match, ...match.alternatives.filter(isOfPiece)].map(({ endSeconds }) => endSeconds);
  const nowSeconds = ends.reduce((best, end) => (Math.abs(end - expected) < Math.abs(best - expected) ? end : best));
  return { ...match, nowSeconds };
}

/** Seconds of the piece for a second of the query. */
function tempoRatio({ startSeconds, endSeconds, queryStartSeconds, queryEndSeconds }: Match): number {
  return queryEndSeconds > queryStartSeconds ? (endSeconds - startSeconds) / (queryEndSeconds - queryStartSeconds) : 1;
}
