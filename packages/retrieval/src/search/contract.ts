import type { RunOptions } from '@midizero/core';

/**
 * The library windows most like each query window. Row i of both columns belongs to query window i, best first;
 * equals in order of their row.
 */
export interface WindowHits {
  /** Number of query windows n. */
  readonly queryCount: number;
  /** Hits of each query window k: as many as asked for, or all windows that are not excluded where those are fewer. */
  readonly hitsPerQuery: number;
  /** Size n * k, row-major `[query window][hit]`: rows of the index's window columns. */
  readonly windows: Uint32Array;
  /** Size n * k: cosine similarity, -1 to 1. */
  readonly similarities: Float32Array;
}

export interface WindowSearchOptions extends Pick<RunOptions, 'signal'> {
  /** Size w: a 1 for each library window that must not be among the hits. @default none */
  readonly excluded?: Uint8Array | undefined;
}

/** Finds nearest library windows. The exact one is made by `createExactSearcher`; approximate ones fit the same place. */
export interface WindowSearcher {
  /**
   * @param queries size n * d, row-major, each row of Euclidean length 1; not changed
   * @param hitsPerQuery hits wanted for each query window, 1 or more
   */
  search(queries: Float32Array, hitsPerQuery: number, options?: WindowSearchOptions): Promise<WindowHits>;
  /** Frees sessions; the searcher cannot be used afterwards. */
  close(): Promise<void>;
}
