export type { EvaluateOptions, EvaluationGroups, EvaluationReport } from './evaluation/evaluate.js';
export { evaluate, queryNotes } from './evaluation/evaluate.js';
export type { CsvText, EvaluationQuery, ListedFile, TruePlace } from './evaluation/manifest.js';
export { parseManifest, parsePieceLists } from './evaluation/manifest.js';
export type { Measures, QueryOutcome } from './evaluation/measures.js';
export { measure } from './evaluation/measures.js';
export type { NoiseOptions, PlainNote } from './evaluation/noise.js';
export { addTranscriptionNoise } from './evaluation/noise.js';
