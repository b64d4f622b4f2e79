import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { LmdbDatabase, LmdbModule, LmdbTransaction } from './lmdb.js';
import { damagedDatabase } from './meta-pages.js';
import {
  decodeHeads,
  decodeState,
  endKey,
  type NumberedRecord,
  numberOfKey,
  recordKey,
  STATE_KEY,
  type StoreHeads,
  type StoreState,
} from './records.js';

export type StoreDatabase = LmdbDatabase;

/** Opens a database, for reading alone where it cannot be written. It is made if it is not there. */
export async function openDatabase(path: string, lmdb: LmdbModule): Promise<StoreDatabase> {
  return lmdb.open(path, {
    noSubdir: true,
    encoding: 'binary',
    keyEncoding: 'binary',
    cache: false,
    maxDbs: 0,
    // A transaction is on the disk when it is over, not some time after.
    overlappingSync: false,
    readOnly: await isReadOnly(path),
  });
}

async function isReadOnly(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    return false;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EACCES' || code === 'EROFS';
  }
}

/** What one transaction sees: the last commit, and the records of its pieces. */
export class StoreView {
  readonly state: StoreState;
  readonly #database: StoreDatabase;
  readonly #transaction: LmdbTransaction;

  /** @throws IndexFormatError */
  constructor(database: StoreDatabase) {
    this.#database = database;
    this.#transaction = database.useReadTransaction();
    this.state = decodeState(database.getBinary(STATE_KEY, { transaction: this.#transaction }));
  }

  /** @throws IndexFormatError */
  readHeads(): StoreHeads {
    const [pieces, batches] = (['head', 'batch'] as const).map((record) => {
      const range = { start: recordKey(record, 0), end: recordKey(record, this.state.nextNumber) };
      return this.#database.getRange({ ...range, transaction: this.#transaction });
    });
    return decodeHeads(this.state, pieces!, batches!);
  }

  /** A record's value, which lasts until the next one is read: copies would be as much again as the index. */
  record(record: NumberedRecord, number: number): Uint8Array | undefined {
    const value = this.#database.getBinaryFast(recordKey(record, number), { transaction: this.#transaction });
    return value && new Uint8Array(value.buffer, value.byteOffset, value.length);
  }

  /** Lets go of the transaction. */
  close(): void {
    this.#transaction.done();
  }
}

/** Numbers of all records of a kind from `first` on. */
export function numbersFrom(database: StoreDatabase, record: NumberedRecord, first: number): number[] {
  return [...database.getKeys({ start: recordKey(record, first), end: endKey(record) })].map(numberOfKey);
}

/** lmdb's numbers for a page that is missing or of another kind than it should be. */
const DAMAGE_CODES: ReadonlySet<unknown> = new Set([-30797, -30796]);

/** Runs something that reads a database. @throws IndexFormatError where lmdb says that it is damaged */
export async function reportDamage<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Error) || !DAMAGE_CODES.has((error as { code?: unknown }).code)) throw error;
    throw damagedDatabase(path, error.message);
  }
}
