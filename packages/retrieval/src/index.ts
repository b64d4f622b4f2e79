export type {
  DuplicateGroup,
  DuplicatePair,
  DuplicatePiece,
  DuplicatesOptions,
  SharedPassage,
  Stretch,
} from './duplicates/contract.js';
export { findDuplicates } from './duplicates/find-duplicates.js';
export type { IndexFilePart, LockHolder } from './errors.js';
export { DifferentSettingsError, IncompatibleIndexError, IndexFormatError, StoreLockedError } from './errors.js';
export type { MatchToSvgOptions } from './explanation/match-to-svg.js';
export { matchToSvg } from './explanation/match-to-svg.js';
export type { LiveMatch, LiveMatcher, LiveMatcherOptions, LiveUpdate } from './live/contract.js';
export { createLiveMatcher } from './live/live-matcher.js';
export type { Match, MatchedPlace } from './match.js';
export { barColumns } from './piece-index/bar-columns.js';
export type { BuildIndexOptions } from './piece-index/build.js';
export { buildIndex } from './piece-index/build.js';
export type {
  FingerprintTable,
  FrameColumns,
  IndexedPiece,
  IndexedReading,
  IndexSettings,
  PieceBars,
  PieceIndex,
  VectorPrecision,
  View,
  ViewKind,
  WindowContract,
} from './piece-index/contract.js';
export type { EncodedPiece, EncodedReading, Piece, PieceIdentity } from './piece-index/encode-piece.js';
export { encodePiece } from './piece-index/encode-piece.js';
export { openIndex } from './piece-index/file/open.js';
export type { ReadIndexOptions } from './piece-index/file/read-file.js';
export { saveIndex } from './piece-index/file/save.js';
export type { IndexSettingsOptions } from './piece-index/settings.js';
export { createIndexSettings, DEFAULT_THRESHOLD_SECONDS } from './piece-index/settings.js';
export type { AlignedNotes, LoneNotes } from './ranking/aligned-notes.js';
export type { BarRange } from './ranking/bars.js';
export type { Place } from './ranking/place.js';
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
  SeedKind,
} from './search-pieces.js';
export { openSearcher, searchPieces } from './search-pieces.js';
export type { PieceStore, PieceWriter } from './store/contract.js';
export { createMemoryStore } from './store/memory-store.js';
