import { readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { parseMidi } from '@midizero/midi';
import { type EvaluateOptions, type EvaluationReport, evaluate } from '../evaluation/evaluate.js';
import { type CsvText, parseManifest, parsePieceLists } from '../evaluation/manifest.js';
import type { Piece } from '../piece-index/build.js';
import { type ReadPiecesOptions, readPieces } from './read-pieces.js';

export interface EvaluateFilesOptions
  extends Omit<EvaluateOptions, 'database' | 'files' | 'queries' | 'readNotes'>,
    Pick<ReadPiecesOptions, 'onIssue'> {
  /** Folders of MIDI files: the database. */
  readonly databaseFolders: readonly string[];
  /** CSV lists that say which piece each file is. */
  readonly pieceListFiles: readonly string[];
  /** The CSV manifest of queries. Its list of further places, `NAME-repeats.csv`, is taken along if it stands beside it. */
  readonly truthFile: string;
  /** The folder that paths in the CSV files are relative to. */
  readonly root: string;
}

/** Runs a manifest of queries against folders of MIDI files. */
export async function evaluateFiles({
  databaseFolders,
  pieceListFiles,
  truthFile,
  root,
  onIssue,
  ...options
}: EvaluateFilesOptions): Promise<EvaluationReport> {
  const queries = parseManifest(await readCsv(truthFile), await readRepeats(truthFile));
  return evaluate({
    ...options,
    database: readDatabase(databaseFolders, root, { onIssue, signal: options.signal }),
    files: parsePieceLists(await Promise.all(pieceListFiles.map(readCsv))),
    queries,
    readNotes: async (file) => parseMidi(await readFile(join(root, file))),
  });
}

/** Pieces of several folders; ids are paths relative to `root`, as the CSV files have them. */
async function* readDatabase(
  folders: readonly string[],
  root: string,
  options: ReadPiecesOptions,
): AsyncGenerator<Piece> {
  for (const folder of folders) {
    for await (const piece of readPieces(folder, options)) {
      const path = relative(resolve(root), resolve(folder, piece.id));
      yield { ...piece, id: path.split(sep).join('/') };
    }
  }
}

async function readCsv(path: string): Promise<CsvText> {
  return { name: path, text: await readFile(path, 'utf8') };
}

/** Noisy manifests share the list of the clean one they were made from. */
async function readRepeats(truthFile: string): Promise<CsvText | undefined> {
  const stem = truthFile.replace(/\.csv$/i, '');
  for (const name of new Set([stem, stem.replace(/-noisy$/, '')])) {
    try {
      return await readCsv(`${name}-repeats.csv`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return undefined;
}
