import { type EvaluateOptions, type EvaluationReport, evaluate } from '../evaluation/evaluate.js';
import { queryReader, readDatabase, readPieceLists, readQueries } from './benchmark-files.js';
import type { ReadPiecesOptions } from './read-pieces.js';

export interface EvaluateFilesOptions
  extends Omit<EvaluateOptions, 'database' | 'files' | 'queries' | 'readNotes'>,
    Pick<ReadPiecesOptions, 'onIssue'> {
  /** Folders of music files: the database. */
  readonly databaseFolders: readonly string[];
  /** CSV lists that say which piece each file is. */
  readonly pieceListFiles: readonly string[];
  /** The CSV manifest of queries. Its list of further places, `NAME-repeats.csv`, is taken along if it stands beside it. */
  readonly truthFile: string;
  /** The folder that paths in the CSV files are relative to. */
  readonly root: string;
}

/** Runs a manifest of queries against folders of music files. */
export async function evaluateFiles({
  databaseFolders,
  pieceListFiles,
  truthFile,
  root,
  onIssue,
  ...options
}: EvaluateFilesOptions): Promise<EvaluationReport> {
  const queries = await readQueries(truthFile);
  const files = await readPieceLists(pieceListFiles);
  return evaluate({
    ...options,
    database: readDatabase(databaseFolders, root, { onIssue, signal: options.signal }),
    files,
    queries,
    readNotes: queryReader(root),
  });
}
