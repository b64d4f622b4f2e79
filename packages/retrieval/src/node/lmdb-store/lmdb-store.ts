import type { IndexSettings } from '../../piece-index/contract.js';
import { requireSameSettings } from '../../piece-index/settings.js';
import type { PieceStore } from '../../store/contract.js';
import type { FileStoreOptions } from '../file-store/file-store.js';
import { acquireLock } from '../file-store/lock.js';
import { createEmptyDatabase, currentNumber, openCurrent } from './database-files.js';
import { importLmdb, type LmdbModule } from './lmdb.js';
import { LmdbWriter } from './lmdb-writer.js';
import { readSnapshot } from './read-snapshot.js';
import { reportDamage, StoreView } from './store-database.js';

export interface LmdbStoreOptions extends FileStoreOptions {
  /** The lmdb module, where it should not be imported by name. @default `import('lmdb')` */
  readonly lmdb?: LmdbModule;
}

/**
 * Opens a folder as a store, kept by LMDB: pieces are removed and replaced in place, and their space is used again. As
 * with `openFileStore`, any number of processes read and one writes, and the last commit outlasts whatever happens.
 * @throws LmdbUnavailableError if lmdb does not load
 * @throws IndexFormatError for a folder that is no store, or a damaged one
 * @throws IncompatibleIndexError, DifferentSettingsError if it was made with other settings
 */
export async function openLmdbStore(folder: string, options: LmdbStoreOptions = {}): Promise<PieceStore> {
  const { settings, lmdb = await importLmdb() } = options;
  if (settings !== undefined) await createIfMissing(folder, settings, lmdb);
  const stored = await readSettings(folder, lmdb);
  if (settings !== undefined) requireSameSettings(stored, settings);
  const writers = new Set<LmdbWriter>();
  return {
    settings: stored,
    openSnapshot: (run) => readSnapshot(folder, lmdb, run),
    async openWriter() {
      const writer = await LmdbWriter.open(folder, lmdb);
      writers.add(writer);
      return writer;
    },
    async close() {
      for (const writer of writers) await writer.close();
    },
  };
}

async function createIfMissing(folder: string, settings: IndexSettings, lmdb: LmdbModule): Promise<void> {
  if (await isThere(folder)) return;
  const lock = await acquireLock(folder);
  try {
    if (!(await isThere(folder))) await createEmptyDatabase(folder, settings, lmdb);
  } finally {
    await lock.release();
  }
}

async function isThere(folder: string): Promise<boolean> {
  try {
    return (await currentNumber(folder)) !== undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function readSettings(folder: string, lmdb: LmdbModule): Promise<IndexSettings> {
  const { database } = await openCurrent(folder, lmdb);
  try {
    return await reportDamage(folder, async () => {
      const view = new StoreView(database);
      try {
        return view.state.settings;
      } finally {
        view.close();
      }
    });
  } finally {
    await database.close();
  }
}
