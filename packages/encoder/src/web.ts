export type { FetchEncoderOptions, ModelAddresses } from './web/fetch-encoder.js';
export { fetchEncoder } from './web/fetch-encoder.js';
export { ModelFetchError } from './web/model-fetch-error.js';
