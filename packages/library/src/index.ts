export type { LibraryPiece } from './library.js';
export { findLibraryPiece, libraryPieces } from './library.js';
export type { NotationPlace } from './notation/notation-error.js';
export { NotationError } from './notation/notation-error.js';
export type { ParseNotationOptions } from './notation/parse-notation.js';
export { MAX_VOICES, parseNotation } from './notation/parse-notation.js';
