export type { DecodeRecordingOptions } from './node/decode-recording.js';
export { decodeRecording } from './node/decode-recording.js';
export type { LoadTranscriberOptions } from './node/load-transcriber.js';
export { loadTranscriber } from './node/load-transcriber.js';
