import { MidizeroError } from '@midizero/core';

/** The library that approximate search stands on is not installed, or does not load here. */
export class ApproximateSearchUnavailableError extends MidizeroError {
  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      'APPROXIMATE_SEARCH_UNAVAILABLE',
      `Approximate search needs usearch, which does not load: ${reason.split('\n')[0]} Install it with "npm i usearch".`,
      {},
      { cause },
    );
  }
}
