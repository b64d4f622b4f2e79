export type { UnratedMatch } from './confidence/features.js';
export { CONFIDENCE_FEATURES, confidenceFeatures } from './confidence/features.js';
export type { ConfidenceSample } from './confidence/fit-model.js';
export { fitConfidenceModel } from './confidence/fit-model.js';
export type { ConfidenceModel } from './confidence/model.js';
export { confidenceOf } from './confidence/model.js';
export type { ConfidenceReport, JudgedAnswer, ReliabilityBin, TradeOffPoint } from './evaluation/confidence-report.js';
export { reportConfidence } from './evaluation/confidence-report.js';
export type {
  AskOptions,
  EvaluatedSearch,
  EvaluateOptions,
  EvaluationReport,
  QueriesReport,
} from './evaluation/evaluate.js';
export { evaluate, evaluateSearcher } from './evaluation/evaluate.js';
export type { EvaluationGroups } from './evaluation/group-measures.js';
export type { CsvText, EvaluationQuery, ListedFile, TruePlace } from './evaluation/manifest.js';
export { parseManifest, parsePieceLists } from './evaluation/manifest.js';
export type { Measures, QueryOutcome } from './evaluation/measures.js';
export { measure } from './evaluation/measures.js';
export type { NoiseOptions, PlainNote } from './evaluation/noise.js';
export { addTranscriptionNoise } from './evaluation/noise.js';
export { queryNotes } from './evaluation/query-notes.js';
export { withWorks } from './evaluation/with-works.js';
