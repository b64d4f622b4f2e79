export { ApproximateSearchUnavailableError } from './node/approximate/errors.js';
export type { ApproximateSearcherOptions } from './node/approximate/searcher.js';
export { createApproximateSearcher } from './node/approximate/searcher.js';
