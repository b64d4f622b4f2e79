import type { PieceIndex } from './piece-index/contract.js';
import { isClearAnswer, isDoubtfulAnswer } from './ranking/clear-answer.js';
import type { RankedPiece } from './ranking/piece-match.js';
import { type RankingEffort, rankPieces, type SearchedQuery } from './ranking/rank-pieces.js';
import type { WindowSeeder } from './window-seeder.js';

export interface StageOptions {
  /** Pieces wanted. */
  readonly limit: number;
  /** Evidence for each key from fingerprints. */
  readonly keyScores: Float64Array | undefined;
  /** Whether some of the windows may do. */
  readonly mayThin: boolean;
}

/** Pieces, best first, and what ranking them took. */
export interface StagedRanking {
  readonly ranked: readonly RankedPiece[];
  readonly rankMilliseconds: number;
}

/**
 * Ranks pieces by more and more of the query's windows, until the answer is clear: by some windows in the likely keys, by
 * all of them, and, where all that was found may be chance, by all windows in every key.
 */
export async function rankInStages(
  index: PieceIndex,
  query: SearchedQuery,
  windows: WindowSeeder,
  { limit, keyScores, mayThin }: StageOptions,
): Promise<StagedRanking> {
  let rankMilliseconds = 0;
  const rank = (effort: RankingEffort): RankedPiece[] => {
    const started = performance.now();
    const ranked = rankPieces(index, query, limit, effort);
    rankMilliseconds += performance.now() - started;
    return ranked;
  };
  if (mayThin && keyScores && (await windows.searchSome(keyScores))) {
    const ranked = rank('glance');
    if (isClearAnswer(index, ranked)) return { ranked, rankMilliseconds };
  }
  await windows.searchLikelyKeys(keyScores);
  let ranked = rank('full');
  if (isDoubtfulAnswer(ranked) && (await windows.searchOtherKeys())) ranked = rank('full');
  return { ranked, rankMilliseconds };
}
