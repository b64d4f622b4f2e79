import { readFile } from 'node:fs/promises';
import { openIndex, type PieceIndex, saveIndex } from '@midizero/retrieval';
import { inFile } from './in-file.js';
import { writeWhole } from './write-whole.js';

/** Reads an index. @throws UnusableFileError if there is none, or it is damaged or something else */
export function readIndexFile(path: string): Promise<PieceIndex> {
  return inFile(path, async () => openIndex(await readFile(path)));
}

/** Writes an index, whole or not at all. @returns its size in bytes @throws UnusableFileError if it cannot be written */
export function writeIndexFile(path: string, index: PieceIndex): Promise<number> {
  return inFile(path, async () => {
    const bytes = saveIndex(index);
    await writeWhole(path, bytes);
    return bytes.length;
  });
}
