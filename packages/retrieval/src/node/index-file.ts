import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { PieceIndex } from '../piece-index/contract.js';
import { type OpenIndexOptions, openIndex } from '../piece-index/open.js';
import { saveIndex } from '../piece-index/save.js';

/**
 * Writes an index file: first under another name in the same folder, flushed to the disk, then renamed. Whatever
 * happens, `path` holds the old file or the new one, and a failed write leaves nothing behind.
 */
export async function writeIndexFile(path: string, index: PieceIndex): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(saveIndex(index));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Reads and verifies an index file. @throws IndexFormatError, IncompatibleIndexError as `openIndex` does */
export async function openIndexFile(path: string, options: OpenIndexOptions = {}): Promise<PieceIndex> {
  return openIndex(await readFile(path), options);
}

/** Makes a rename durable; Windows has no such call on folders, and needs none. */
async function syncFolder(path: string): Promise<void> {
  let folder: Awaited<ReturnType<typeof open>>;
  try {
    folder = await open(path, 'r');
  } catch {
    return;
  }
  try {
    await folder.sync();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'EPERM' && code !== 'EINVAL' && code !== 'EISDIR') throw error;
  } finally {
    await folder.close();
  }
}
