export { LmdbUnavailableError } from './node/lmdb-store/lmdb.js';
export type { LmdbStoreOptions } from './node/lmdb-store/lmdb-store.js';
export { openLmdbStore } from './node/lmdb-store/lmdb-store.js';
