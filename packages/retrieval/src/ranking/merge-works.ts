import type { Match } from '../match.js';
import { workKey } from '../work-key.js';

/** What merging needs to know of a match. */
export type MergeableMatch = Pick<
  Match,
  'pieceId' | 'workId' | 'startSeconds' | 'endSeconds' | 'score' | 'alternatives'
>;

/**
 * One match for each work: its best reference's. Where another reference fits as well, its places become alternatives.
 * @param matches best first
 * @param tieShare share of the best score within which another reference fits as well
 */
export function mergeMatchesByWork<T extends MergeableMatch>(matches: readonly T[], tieShare: number): T[] {
  const works = new Map<string, T>();
  for (const match of matches) {
    const key = workKey(match.pieceId, match.workId);
    const best = works.get(key);
    if (best === undefined) {
      works.set(key, match);
    } else if (match.score >= best.score - tieShare * Math.abs(best.score)) {
      const { pieceId, startSeconds, endSeconds, score } = match;
      const places = [{ pieceId, startSeconds, endSeconds, score }, ...match.alternatives];
      works.set(key, { ...best, alternatives: [...best.alternatives, ...places] });
    }
  }
  return [...works.values()];
}
