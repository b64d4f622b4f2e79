import type { Match } from '../match.js';

/**
 * One match for each work: its best reference's. Where another reference fits as well, its places become alternatives.
 * @param matches best first
 * @param tieShare share of the best score within which another reference fits as well
 */
export function mergeMatchesByWork(matches: readonly Match[], tieShare: number): Match[] {
  const works = new Map<string, Match>();
  for (const match of matches) {
    const key = match.workId === undefined ? `piece ${match.pieceId}` : `work ${match.workId}`;
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
