export type { EncoderOptions, LoadedEncoder } from './encoder.js';
export { createEncoder, INPUT_NAME, OUTPUT_NAME } from './encoder.js';
export { ModelFormatError } from './errors.js';
export type { EncoderManifest, TrainingRecord } from './manifest.js';
export { createManifest, parseManifest, sha256Hex } from './manifest.js';
