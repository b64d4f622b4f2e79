import { MidizeroError } from '@midizero/core';

/**
 * An index could not be fetched: the server said no, could not be reached, or gave something else. `details` has the
 * `url`, and the HTTP `status` where there was an answer.
 */
export class IndexFetchError extends MidizeroError {
  constructor(url: string, reason: string, options: { readonly status?: number; readonly cause?: unknown } = {}) {
    const { status, cause } = options;
    super(
      'INDEX_FETCH',
      `${url}: ${reason}; expected an index file, as midizero index and saveIndex write it`,
      { url, ...(status !== undefined && { status }) },
      cause === undefined ? undefined : { cause },
    );
  }
}
