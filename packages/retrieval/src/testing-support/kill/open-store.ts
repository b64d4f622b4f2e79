import { openFileStore } from '../../node/file-store/file-store.js';
import { openLmdbStore } from '../../node/lmdb-store/lmdb-store.js';
import type { IndexSettings } from '../../piece-index/contract.js';
import type { PieceStore } from '../../store/contract.js';

/** Stores on the disk that a kill must leave whole. */
export type StoreKind = 'file' | 'lmdb';

export function openStore(kind: string, path: string, settings: IndexSettings): Promise<PieceStore> {
  return kind === 'lmdb' ? openLmdbStore(path, { settings }) : openFileStore(path, { settings });
}
