export { decodeRecording } from './web/decode-recording.js';
export type { FetchTranscriberOptions } from './web/fetch-transcriber.js';
export { fetchTranscriber } from './web/fetch-transcriber.js';
