import type { Place } from './place.js';

/** Two places that share more than this of the shorter one are one place, found twice. */
const MOST_OVERLAP = 0.5;

/**
 * Places of one piece, each once: chains that lie apart can be drawn to the same notes by the alignment.
 * @param places best first
 * @returns by time; of places that are mostly the same the first one given
 */
export function distinctPlaces<T extends Place>(places: readonly T[]): T[] {
  const distinct: T[] = [];
  for (const place of places) {
    if (distinct.every((other) => overlapShare(place, other) <= MOST_OVERLAP)) distinct.push(place);
  }
  return distinct.sort((a, b) => a.startSeconds - b.startSeconds || a.endSeconds - b.endSeconds);
}

/** Share of the shorter place that both cover; 1 for places of no length at one moment. */
function overlapShare(a: Place, b: Place): number {
  const shorter = Math.min(a.endSeconds - a.startSeconds, b.endSeconds - b.startSeconds);
  const common = Math.min(a.endSeconds, b.endSeconds) - Math.max(a.startSeconds, b.startSeconds);
  if (common < 0) return 0;
  return shorter > 0 ? common / shorter : 1;
}
