import type { Match } from '../match.js';
import type { PieceIndex } from '../piece-index/contract.js';
import type { EvaluationQuery, ListedFile, TruePlace } from './manifest.js';
import type { QueryOutcome } from './measures.js';

/** What judging needs to know of a match. */
export type JudgedMatch = Pick<
  Match,
  'pieceId' | 'startSeconds' | 'endSeconds' | 'queryStartSeconds' | 'queryEndSeconds'
>;

export interface JudgeContext {
  readonly files: ReadonlyMap<string, ListedFile>;
  readonly index: PieceIndex;
  readonly milliseconds: number;
}

/**
 * What an answer came to.
 * @param matches files, best first, not merged by piece
 */
export function judge(
  query: EvaluationQuery,
  matches: readonly JudgedMatch[],
  { files, index, milliseconds }: JudgeContext,
): QueryOutcome {
  const pieceOf = (file: string): string => files.get(file)?.pieceId ?? file;
  const isRight = (file: string): boolean => pieceOf(file) === query.pieceId;
  const pieces = [...new Set(matches.map(({ pieceId }) => pieceOf(pieceId)))];
  const place = pieces.indexOf(query.pieceId);
  const fileRanks = matches.flatMap(({ pieceId }, i) => (isRight(pieceId) ? [i + 1] : []));
  const candidates = index.pieces.filter(({ id }) => isRight(id) && !(query.excludesOwnFile && id === query.file));
  const first = matches[0];
  return {
    rank: place < 0 ? Number.POSITIVE_INFINITY : place + 1,
    ...(query.excerpt === undefined && { fileRanks, rightFiles: candidates.length }),
    hasPlace: query.place !== undefined,
    ...(query.place !== undefined && {
      placeErrorSeconds: nearestPlace(first, [query.place]),
      repeatErrorSeconds: nearestPlace(first, [query.place, ...query.repeats]),
    }),
    milliseconds,
  };
}

/** Distance of a match from the nearest of the places in its file, in seconds; undefined if none is in its file. */
function nearestPlace(match: JudgedMatch | undefined, places: readonly TruePlace[]): number | undefined {
  if (match === undefined) return undefined;
  const predicted = placeOfQueryTimeZero(match);
  const errors = places
    .filter(({ file }) => file === match.pieceId)
    .map(({ startSeconds }) => Math.abs(predicted - startSeconds));
  return errors.length === 0 ? undefined : Math.min(...errors);
}

/** Where in the piece the excerpt starts, which is a little before its first onset. */
function placeOfQueryTimeZero(match: JudgedMatch): number {
  const querySeconds = match.queryEndSeconds - match.queryStartSeconds;
  const tempoRatio = querySeconds > 0 ? (match.endSeconds - match.startSeconds) / querySeconds : 1;
  return match.startSeconds - tempoRatio * match.queryStartSeconds;
}
