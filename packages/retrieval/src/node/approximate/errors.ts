import { LibraryUnavailableError } from '../library-unavailable.js';

/** The library that approximate search stands on is not installed, or does not load here. */
export class ApproximateSearchUnavailableError extends LibraryUnavailableError {
  constructor(cause: unknown) {
    super('APPROXIMATE_SEARCH_UNAVAILABLE', 'Approximate search', 'usearch', cause);
  }
}
