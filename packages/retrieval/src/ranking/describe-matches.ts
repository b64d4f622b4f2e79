import { RIVALS_COMPARED } from '../confidence/features.js';
import { rateMatches } from '../confidence/rate-matches.js';
import type { Match } from '../match.js';
import type { PieceIndex } from '../piece-index/contract.js';
import { Locator } from './locate.js';
import { mergeMatchesByWork } from './merge-works.js';
import { type RankedPiece, TIE_SHARE, toMatch, withEvidence } from './piece-match.js';
import type { SearchedQuery } from './rank-pieces.js';
import { workOfPiece } from './work-of-piece.js';

export interface DescriptionOptions {
  /** Matches wanted. */
  readonly limit: number;
  /** Whether references of one work give one match. */
  readonly mergeWorks: boolean;
}

/**
 * The matches of the best pieces: their places, the notes that agree there, and how sure each is.
 * @param ranked best first
 */
export function describeMatches(
  index: PieceIndex,
  { frames, votes }: SearchedQuery,
  ranked: readonly RankedPiece[],
  { limit, mergeWorks }: DescriptionOptions,
): Match[] {
  const wanted = Math.max(limit, 1 + RIVALS_COMPARED);
  const locator = new Locator(index, frames);
  const first = mergeWorks ? firstWorks(index, ranked, wanted) : ranked.slice(0, wanted);
  const matches = first.map((piece) => toMatch(index, frames, locator, piece));
  const merged = mergeWorks ? mergeMatchesByWork(matches, TIE_SHARE) : matches;
  const explained = merged.map((match) => withEvidence(index, frames, match));
  return rateMatches(explained, votes === undefined ? 'chain' : 'vote').slice(0, limit);
}

/** The pieces of the first `count` works. */
function firstWorks(index: PieceIndex, ranked: readonly RankedPiece[], count: number): RankedPiece[] {
  const works = new Set<string>();
  return ranked.filter(({ piece }) => {
    const work = workOfPiece(index, piece);
    if (works.size < count) works.add(work);
    return works.has(work);
  });
}
