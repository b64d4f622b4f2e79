import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '@midizero/core/node';
import { IndexFormatError } from '../../errors.js';
import type { IndexSettings } from '../../piece-index/contract.js';
import { damaged } from '../../piece-index/file/layout.js';
import { checkDatabase } from './check-database.js';
import { readCommitCount, writeCommitCount } from './commit-count.js';
import type { LmdbModule } from './lmdb.js';
import { createState, decodeState, STATE_KEY, sealState } from './records.js';
import { openDatabase, type StoreDatabase } from './store-database.js';

/**
 * A store is a folder. Its pieces are in `pieces-N.mdb`, of which the one with the highest number counts: compaction writes
 * the next one, because processes may still have this one open and mapped, and renames it when it is whole.
 */
const DATABASE_NAME = /^pieces-(\d+)\.mdb$/;
/** What compaction was writing, and the lock files that lmdb keeps beside its own. */
const STORE_FILE = /^pieces-\d+\.mdb(\.unfinished)?(-lock)?$/;

/** Number of the database that counts; undefined if there is none. @throws ENOENT if there is no such folder */
export async function currentNumber(folder: string): Promise<number | undefined> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTDIR') throw error;
    throw notAStore(`${folder} is a file, and a store is a folder`);
  }
  const numbers = names.flatMap((name) => DATABASE_NAME.exec(name)?.[1] ?? []).map(Number);
  return numbers.length === 0 ? undefined : Math.max(...numbers);
}

export function databasePath(folder: string, number: number): string {
  return join(folder, `pieces-${number}.mdb`);
}

/** A database may be gone between the look and the opening, when a compaction has made the next one. */
const OPEN_ATTEMPTS = 5;

/** An open database, and its number. */
export interface CurrentDatabase {
  readonly database: StoreDatabase;
  readonly number: number;
}

/** Opens the database that counts. @throws IndexFormatError if there is none, or a damaged one */
export async function openCurrent(folder: string, lmdb: LmdbModule): Promise<CurrentDatabase> {
  for (let attempt = 1; ; attempt++) {
    const number = await currentNumber(folder);
    if (number === undefined) throw notAStore(`there is no pieces-0.mdb in ${folder}`);
    // Read first: the database may have more commits by then, and never fewer.
    const commits = await readCommitCount(folder);
    try {
      return { database: await openChecked(databasePath(folder, number), lmdb, commits), number };
    } catch (error) {
      if (attempt === OPEN_ATTEMPTS || (await currentNumber(folder)) === number) throw error;
    }
  }
}

async function openChecked(path: string, lmdb: LmdbModule, leastCommits: number): Promise<StoreDatabase> {
  await checkDatabase(path);
  const database = await openDatabase(path, lmdb);
  try {
    if (decodeState(database.getBinary(STATE_KEY)).commits < leastCommits) throw damaged('commit');
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * Makes a database and, once it is whole and on the disk, gives it its name.
 * @param fill writes its records
 */
export async function createDatabase(
  folder: string,
  number: number,
  lmdb: LmdbModule,
  fill: (database: StoreDatabase) => Promise<void>,
): Promise<void> {
  const path = databasePath(folder, number);
  const unfinished = `${path}.unfinished`;
  try {
    const database = await openDatabase(unfinished, lmdb);
    try {
      await fill(database);
    } finally {
      await database.close();
    }
    await rename(unfinished, path);
  } finally {
    for (const name of [unfinished, `${unfinished}-lock`]) await rm(name, { force: true });
  }
  await syncFolder(folder);
}

/** The first database of a store, without a piece. */
export async function createEmptyDatabase(folder: string, settings: IndexSettings, lmdb: LmdbModule): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeCommitCount(folder, 0);
  await createDatabase(folder, 0, lmdb, async (database) => {
    const state = createState(settings, { pieces: new Map(), batches: new Map() }, { commits: 0, nextNumber: 0 });
    database.transactionSync(() => database.putSync(STATE_KEY, sealState(state)));
  });
}

/** Takes away what does not count any more, or never did. Only the writer may. */
export async function removeOtherFiles(folder: string, number: number): Promise<void> {
  const current = `pieces-${number}.mdb`;
  for (const name of await readdir(folder)) {
    if (!STORE_FILE.test(name) || name === current || name === `${current}-lock`) continue;
    try {
      await rm(join(folder, name), { force: true });
    } catch (error) {
      // On Windows while somebody has it open: a later writer comes by again.
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EBUSY' && code !== 'EPERM') throw error;
    }
  }
}

function notAStore(why: string): IndexFormatError {
  return new IndexFormatError('header', `Not a midizero store: ${why}.`);
}
