import { readFile } from 'node:fs/promises';
import { writeFileSafely } from '@midizero/core/node';
import type { PieceIndex } from '../piece-index/contract.js';
import { type OpenIndexOptions, openIndex } from '../piece-index/open.js';
import { saveIndex } from '../piece-index/save.js';

/** Writes an index file. Whatever happens, `path` holds the old file or the new one, whole. */
export async function writeIndexFile(path: string, index: PieceIndex): Promise<void> {
  await writeFileSafely(path, saveIndex(index));
}

/** Reads and verifies an index file. @throws IndexFormatError, IncompatibleIndexError as `openIndex` does */
export async function openIndexFile(path: string, options: OpenIndexOptions = {}): Promise<PieceIndex> {
  return openIndex(await readFile(path), options);
}
