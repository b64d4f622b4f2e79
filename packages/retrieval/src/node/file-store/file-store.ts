import { open, stat } from 'node:fs/promises';
import { writeFileSafely } from '@midizero/core/node';
import type { IndexSettings } from '../../piece-index/contract.js';
import { emptyCommit, encodeFirstPages } from '../../piece-index/file/layout.js';
import { requireSameSettings } from '../../piece-index/settings.js';
import type { PieceStore } from '../../store/contract.js';
import { openIndexFile, readStablePages } from '../index-file.js';
import { FileWriter } from './file-writer.js';
import { acquireLock } from './lock.js';

export interface FileStoreOptions {
  /**
   * What the store's pieces have in common: a file that is not there yet is made with it, and one that is there must
   * have been. @default the file must be there
   */
  readonly settings?: IndexSettings | undefined;
}

/**
 * Opens an index file as a store. Each commit is appended and flushed to the disk before a page at the file's start says
 * so: whatever happens, the file holds the last commit whole. Snapshots can be open in other processes meanwhile.
 * @throws IndexFormatError for a file that is no index, or damaged in its first pages
 * @throws IncompatibleIndexError, DifferentSettingsError if it was made with other settings
 */
export async function openFileStore(path: string, { settings }: FileStoreOptions = {}): Promise<PieceStore> {
  if (settings !== undefined) await createIfMissing(path, settings);
  const stored = await readSettings(path);
  if (settings !== undefined) requireSameSettings(stored, settings);
  const writers = new Set<FileWriter>();
  return {
    settings: stored,
    openSnapshot: (options) => openIndexFile(path, options),
    async openWriter() {
      const writer = await FileWriter.open(path);
      writers.add(writer);
      return writer;
    },
    async close() {
      for (const writer of writers) await writer.close();
    },
  };
}

async function createIfMissing(path: string, settings: IndexSettings): Promise<void> {
  if (await exists(path)) return;
  const lock = await acquireLock(path);
  try {
    if (await exists(path)) return;
    const pages = encodeFirstPages(settings, (link) => ({ ...emptyCommit(link), sequence: 1 }));
    await writeFileSafely(path, pages);
  } finally {
    await lock.release();
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function readSettings(path: string): Promise<IndexSettings> {
  const file = await open(path, 'r');
  try {
    return (await readStablePages(file)).settings;
  } finally {
    await file.close();
  }
}
