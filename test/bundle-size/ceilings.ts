/**
 * Bytes that each entry for the web may have, minified and gzipped with all of its exports, all it imports, and what it
 * imports on demand. Raised only on purpose.
 */
export const CEILINGS: Readonly<Record<string, number>> = {
  '@midizero/audio': 7_500,
  '@midizero/audio/translation': 36_000,
  '@midizero/audio/web': 8_000,
  '@midizero/core': 2_000,
  '@midizero/core/worker': 2_000,
  '@midizero/datagen': 19_000,
  '@midizero/datagen/arrow': 62_000, // most of it Apache Arrow
  '@midizero/encoder': 2_200,
  '@midizero/encoder/training': 52_000,
  '@midizero/encoder/web': 4_600,
  '@midizero/encoder/worker': 38_000,
  '@midizero/library': 18_000,
  '@midizero/midi': 56_000, // the readers of scores, which are loaded with the first score, among it
  '@midizero/midi/score': 42_000,
  '@midizero/onnx': 35_000,
  '@midizero/onnx-training': 53_000,
  '@midizero/onnx/web': 36_000,
  '@midizero/pitch-matrix': 5_800,
  '@midizero/retrieval': 70_000,
  '@midizero/retrieval/evaluation': 75_000,
  '@midizero/retrieval/web': 7_000,
};

/** npm packages that may come along. A polyfill is none of them. */
export const ALLOWED_PACKAGES: readonly string[] = [
  '@bufbuild/protobuf',
  'apache-arrow',
  'csv-parse',
  'fflate',
  'flatbuffers',
  'midi-file',
  'saxes',
  'tslib',
  'xmlchars',
];
