export type { FetchEncoderOptions, ModelAddresses } from './web/fetch-encoder.js';
export { fetchEncoder, fetchModel } from './web/fetch-encoder.js';
export { ModelFetchError } from './web/model-fetch-error.js';
export type { EncoderWorker, EncoderWorkerOptions, WorkerEncoder } from './web/worker/start-encoder-worker.js';
export { startEncoderWorker } from './web/worker/start-encoder-worker.js';
