export type { ScoreParseErrorDetails, ScorePlace } from './score/errors.js';
export { ScoreParseError } from './score/errors.js';
export { readMei } from './score/mei/read-mei.js';
export type { WrittenPart } from './score/model/written-score.js';
export { readMusicXml } from './score/musicxml/read-musicxml.js';
export { readMxl } from './score/mxl/read-mxl.js';
export type { ReadScoreOptions } from './score/options.js';
export type { PerformedScore, PlayedBar, ScoreFile, ScoreFormat } from './score/score-file.js';
export type { ScoreIssue, ScoreIssueKind } from './score/score-issues.js';
