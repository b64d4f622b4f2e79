import { readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { DataFormatError, isMidizeroError } from '@midizero/core';
import { type NoteTable, readMusic } from '@midizero/midi';
import {
  type CsvText,
  type EvaluationQuery,
  type ListedFile,
  parseManifest,
  parsePieceLists,
} from '../evaluation/manifest.js';
import type { Piece } from '../piece-index/encode-piece.js';
import { type ReadPiecesOptions, readPieces } from './read-pieces.js';

/** Queries of a CSV manifest. Its list of further places, `NAME-repeats.csv`, is taken along if it stands beside it. */
export async function readQueries(truthFile: string): Promise<EvaluationQuery[]> {
  return parseManifest(await readCsv(truthFile), await readRepeats(truthFile));
}

/** Which piece each file is, from CSV lists. */
export async function readPieceLists(paths: readonly string[]): Promise<Map<string, ListedFile>> {
  return parsePieceLists(await Promise.all(paths.map(readCsv)));
}

/** Pieces of folders of music files, to be measured; ids are paths relative to `root`, as the CSV files have them. */
export async function* readDatabase(
  folders: readonly string[],
  root: string,
  options: ReadPiecesOptions = {},
): AsyncGenerator<Piece> {
  for (const folder of folders) {
    for await (const piece of readPieces(folder, options)) {
      const path = relative(resolve(root), resolve(folder, piece.id));
      yield { ...piece, id: path.split(sep).join('/') };
    }
  }
}

/**
 * Reads the files of queries.
 * @param root the folder that their paths are relative to
 * @throws DataFormatError naming the file that cannot be read as music
 */
export function queryReader(root: string): (file: string) => Promise<NoteTable> {
  return async (file) => {
    const path = join(root, file);
    const bytes = await readFile(path);
    try {
      return (await readMusic(bytes, { name: file })).notes;
    } catch (cause) {
      if (!isMidizeroError(cause)) throw cause;
      throw new DataFormatError(`${path}: ${cause.message}`, { file: path }, { cause });
    }
  };
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
