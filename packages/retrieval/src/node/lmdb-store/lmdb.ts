import { LibraryUnavailableError } from '../library-unavailable.js';

/** The part of lmdb that is used here. Keys and values are bytes. */
export interface LmdbModule {
  readonly open: (path: string, options: LmdbOptions) => LmdbDatabase;
}

export interface LmdbOptions {
  readonly noSubdir: true;
  readonly encoding: 'binary';
  readonly keyEncoding: 'binary';
  readonly cache: false;
  readonly maxDbs: number;
  readonly overlappingSync: boolean;
  readonly readOnly: boolean;
}

export interface LmdbDatabase {
  /** A copy of the value, or undefined if there is none. */
  getBinary(key: Uint8Array, options?: LmdbReadOptions): Uint8Array | undefined;
  /**
   * The value in room that the next reading uses again, or undefined if there is none. Its `length` is the value's, and
   * other than its `byteLength`.
   */
  getBinaryFast(key: Uint8Array, options?: LmdbReadOptions): Uint8Array | undefined;
  getRange(options: LmdbRangeOptions): Iterable<{ readonly key: Uint8Array; readonly value: Uint8Array }>;
  getKeys(options: LmdbRangeOptions): Iterable<Uint8Array>;
  putSync(key: Uint8Array, value: Uint8Array): void;
  removeSync(key: Uint8Array): boolean;
  /** Runs `action` in one transaction, which is on the disk when this returns; if it throws, nothing has happened. */
  transactionSync<T>(action: () => T): T;
  /** The state of now, which stays while others write. */
  useReadTransaction(): LmdbTransaction;
  close(): Promise<void>;
}

export interface LmdbReadOptions {
  readonly transaction?: LmdbTransaction;
}

export interface LmdbRangeOptions extends LmdbReadOptions {
  readonly start: Uint8Array;
  /** Not among them. */
  readonly end: Uint8Array;
}

export interface LmdbTransaction {
  done(): void;
}

/** The database that the store stands on is not installed, or does not load here. */
export class LmdbUnavailableError extends LibraryUnavailableError {
  constructor(cause: unknown) {
    super('LMDB_UNAVAILABLE', 'This store', 'lmdb', cause);
  }
}

/** @throws LmdbUnavailableError */
export async function importLmdb(): Promise<LmdbModule> {
  try {
    return (await import('lmdb')) as unknown as LmdbModule;
  } catch (cause) {
    throw new LmdbUnavailableError(cause);
  }
}
