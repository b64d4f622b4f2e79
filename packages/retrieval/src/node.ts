export { queryReader, readDatabase, readPieceLists, readQueries } from './node/benchmark-files.js';
export type { EvaluateFilesOptions } from './node/evaluate-files.js';
export { evaluateFiles } from './node/evaluate-files.js';
export type { FileStoreOptions } from './node/file-store/file-store.js';
export { openFileStore } from './node/file-store/file-store.js';
export { openIndexFile, writeIndexFile } from './node/index-file.js';
export type { IndexInfo, IndexPart, ViewInfo } from './node/index-info.js';
export { readIndexInfo } from './node/index-info.js';
export type {
  EncoderModule,
  IndexFilesOptions,
  IndexFilesReport,
  IndexingProgress,
  PieceFile,
} from './node/indexing/contract.js';
export { indexFiles } from './node/indexing/index-files.js';
export type { MusicOfPiece, PieceFileIssue, PieceReader, ReadPiecesOptions } from './node/read-pieces.js';
export { listMusicFiles, noteFileReader, readPieces } from './node/read-pieces.js';
