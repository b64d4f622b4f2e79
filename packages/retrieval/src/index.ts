export type { IndexFilePart } from './errors.js';
export { IncompatibleIndexError, IndexFormatError } from './errors.js';
export type { MatchToSvgOptions } from './explanation/match-to-svg.js';
export { matchToSvg } from './explanation/match-to-svg.js';
export type { LiveMatch, LiveMatcher, LiveMatcherOptions, LiveUpdate } from './live/contract.js';
export { createLiveMatcher } from './live/live-matcher.js';
export type { Match, MatchedPlace } from './match.js';
export type { BuildIndexOptions, Piece } from './piece-index/build.js';
export { buildIndex, DEFAULT_THRESHOLD_SECONDS } from './piece-index/build.js';
export type {
  FingerprintTable,
  FrameColumns,
  IndexedPiece,
  IndexedReading,
  PieceIndex,
  VectorPrecision,
  View,
  WindowContract,
} from './piece-index/contract.js';
export type { OpenIndexOptions } from './piece-index/open.js';
export { openIndex } from './piece-index/open.js';
export { saveIndex } from './piece-index/save.js';
export type { AlignedNotes, LoneNotes } from './ranking/aligned-notes.js';
export type { Place } from './ranking/place.js';
export type { ViewKind } from './readings/read-piece.js';
export { DEFAULT_VIEWS } from './readings/read-piece.js';
export type { WindowHits, WindowSearcher, WindowSearchOptions } from './search/contract.js';
export { createExactSearcher } from './search/exact.js';
export { WindowMemory } from './search/window-memory.js';
export type {
  Aggregation,
  PieceSearcher,
  SearcherOptions,
  SearchOptions,
  SearchResult,
  SearchStats,
} from './search-pieces.js';
export { openSearcher, searchPieces } from './search-pieces.js';
