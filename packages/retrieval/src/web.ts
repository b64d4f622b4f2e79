export { IndexFetchError } from './web/index-fetch-error.js';
export type { OpenIndexFromUrlOptions } from './web/open-index-from-url.js';
export { openIndexFromUrl } from './web/open-index-from-url.js';
