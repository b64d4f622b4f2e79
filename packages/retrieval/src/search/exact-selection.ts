import type { PieceIndex } from '../piece-index/contract.js';
import type { DistinctWindows } from './distinct-windows.js';
import { GROUP_ROWS, type OutlineColumns } from './outline-columns.js';
import type { OutlineQueries } from './outline-queries.js';
import { TopHits } from './top-hits.js';
import type { WindowComparer } from './window-comparer.js';

/** The different windows of an index with their outlines. */
export interface SearchedLibrary {
  readonly index: PieceIndex;
  readonly distinct: DistinctWindows;
  readonly outlines: OutlineColumns;
  readonly comparer: WindowComparer;
}

/** Queries of one batch m. */
export interface SearchedQueries {
  /** Size m * d, row-major. */
  readonly vectors: Float32Array;
  readonly outlines: OutlineQueries;
}

/** Best products of outlines in successive groups, the first `skippedGroups` of which are in another block. */
export interface GroupBlock {
  readonly firstGroup: number;
  readonly skippedGroups: number;
  /** Row-major `[group][query]`. */
  readonly groupMaxima: Int32Array;
}

/**
 * The hits of each query of a batch among the different windows, found with the fewest comparisons in full that bounds
 * allow.
 * @param excluded by different window
 */
export function selectHits(
  library: SearchedLibrary,
  queries: SearchedQueries,
  blocks: readonly GroupBlock[],
  hitsPerQuery: number,
  excluded: Uint8Array | undefined,
): TopHits[] {
  const selection = new HitSelection(library, queries, hitsPerQuery, excluded);
  selection.compareLeaders(blocks);
  selection.comparePossible(blocks);
  return selection.hits;
}

class HitSelection {
  readonly hits: TopHits[];
  readonly #library: SearchedLibrary;
  readonly #queries: SearchedQueries;
  readonly #hitsPerQuery: number;
  readonly #excluded: Uint8Array | undefined;
  /** A 1 for each group that is excluded as a whole. */
  readonly #closed: Uint8Array;
  readonly #similarities = new Float32Array(GROUP_ROWS);
  /** Groups compared in full, for each query. */
  readonly #compared: readonly Set<number>[];

  constructor(
    library: SearchedLibrary,
    queries: SearchedQueries,
    hitsPerQuery: number,
    excluded: Uint8Array | undefined,
  ) {
    const count = queries.outlines.units.length;
    this.hits = Array.from({ length: count }, () => new TopHits(hitsPerQuery));
    this.#library = library;
    this.#queries = queries;
    this.#hitsPerQuery = hitsPerQuery;
    this.#excluded = excluded;
    this.#closed = closedGroups(library, excluded);
    this.#compared = Array.from({ length: count }, () => new Set());
    library.comparer.setQueries(queries.vectors);
  }

  /**
   * Compares the groups that look best in outline. There is a window in each, so that the worst of the hits is a lower
   * bound for the hits wanted.
   */
  compareLeaders(blocks: readonly GroupBlock[]): void {
    const closed = this.#closed;
    const count = this.hits.length;
    const leaders = Array.from({ length: count }, () => new TopHits(this.#hitsPerQuery));
    const lowest = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
    for (const { firstGroup, skippedGroups, groupMaxima } of blocks) {
      const groups = groupMaxima.length / count;
      for (let place = skippedGroups; place < groups; place++) {
        if (closed[firstGroup + place] === 1) continue;
        for (let query = 0, at = place * count; query < count; query++, at++) {
          if (groupMaxima[at]! < lowest[query]!) continue;
          leaders[query]!.offer(firstGroup + place, groupMaxima[at]!);
          lowest[query] = leaders[query]!.threshold;
        }
      }
    }
    const groups = new Uint32Array(this.#hitsPerQuery);
    const maxima = new Float32Array(this.#hitsPerQuery);
    for (const [query, heap] of leaders.entries()) {
      const found = heap.drain(groups, maxima, 0);
      for (let i = 0; i < found; i++) this.#compare(query, groups[i]!);
    }
  }

  /** Compares all other groups whose upper bound reaches the hits so far. */
  comparePossible(blocks: readonly GroupBlock[]): void {
    const closed = this.#closed;
    const count = this.hits.length;
    const { largestOffAxes, largestRounding } = this.#library.outlines;
    const lowest = Float64Array.from({ length: count }, (_, query) =>
      this.#smallestProduct(query, largestOffAxes, largestRounding),
    );
    for (const { firstGroup, skippedGroups, groupMaxima } of blocks) {
      const groups = groupMaxima.length / count;
      for (let place = skippedGroups; place < groups; place++) {
        const group = firstGroup + place;
        if (closed[group] === 1) continue;
        for (let query = 0, at = place * count; query < count; query++, at++) {
          if (groupMaxima[at]! < lowest[query]! || !this.#isPossible(query, group, groupMaxima[at]!)) continue;
          this.#compare(query, group);
          lowest[query] = this.#smallestProduct(query, largestOffAxes, largestRounding);
        }
      }
    }
  }

  #isPossible(query: number, group: number, product: number): boolean {
    const { offAxes, rounding } = this.#library.outlines;
    return (
      product >= this.#smallestProduct(query, offAxes[group]!, rounding[group]!) && !this.#compared[query]!.has(group)
    );
  }

  /** Products below this cannot belong to a hit, where what outlines leave out is at most so long. */
  #smallestProduct(query: number, offAxes: number, rounding: number): number {
    const { units, alongAxes, offAxes: queryOffAxes, rounding: queryRounding } = this.#queries.outlines;
    const leftOut = alongAxes[query]! * rounding + queryOffAxes[query]! * offAxes + queryRounding[query]!;
    return (this.hits[query]!.threshold - leftOut) / units[query]!;
  }

  #compare(query: number, group: number): void {
    const { distinct, comparer } = this.#library;
    this.#compared[query]!.add(group);
    const first = group * GROUP_ROWS;
    const count = Math.min(GROUP_ROWS, distinct.count - first);
    comparer.compare(query, first, count, this.#similarities);
    const hits = this.hits[query]!;
    let { threshold } = hits;
    for (let i = 0; i < count; i++) {
      if (this.#similarities[i]! < threshold || this.#excluded?.[first + i] === 1) continue;
      hits.offer(first + i, this.#similarities[i]!);
      threshold = hits.threshold;
    }
  }
}

function closedGroups({ distinct, outlines }: SearchedLibrary, excluded: Uint8Array | undefined): Uint8Array {
  const closed = new Uint8Array(outlines.offAxes.length);
  if (excluded === undefined) return closed;
  for (let group = 0; group < closed.length; group++) {
    const rows = excluded.subarray(group * GROUP_ROWS, Math.min((group + 1) * GROUP_ROWS, distinct.count));
    closed[group] = rows.every((value) => value === 1) ? 1 : 0;
  }
  return closed;
}
