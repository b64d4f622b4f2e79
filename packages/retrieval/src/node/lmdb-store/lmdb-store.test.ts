import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNoteTable, writeMidi } from '@midizero/midi';
import { createRawEncoder } from '@midizero/pitch-matrix';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IndexFormatError } from '../../errors.js';
import { assembleIndex } from '../../piece-index/assemble.js';
import type { IndexSettings } from '../../piece-index/contract.js';
import { saveIndex } from '../../piece-index/file/save.js';
import { createIndexSettings } from '../../piece-index/settings.js';
import { generateNotes } from '../../testing-support/generated-pieces.js';
import { encodedPiece, testStore } from '../../testing-support/store-conformance.js';
import { indexFiles } from '../indexing/index-files.js';
import { writeCommitCount } from './commit-count.js';
import { importLmdb, LmdbUnavailableError } from './lmdb.js';
import { openLmdbStore } from './lmdb-store.js';
import { decodeState, STATE_KEY } from './records.js';
import { sealText } from './sealed-values.js';
import { openDatabase } from './store-database.js';

const encoder = createRawEncoder();
const settings = createIndexSettings(encoder, { views: ['all', 'skyline'], fingerprints: false });
const withFingerprints = createIndexSettings(encoder, { views: ['all', 'skyline'] });
let folder: string;
let stores = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midizero-lmdb-store-'));
});
afterAll(() => rm(folder, { recursive: true }));

function newPath(): string {
  return join(folder, `store-${stores++}`);
}

testStore('LMDB', async () => {
  const path = newPath();
  return { open: (wanted) => openLmdbStore(path, { settings: wanted }), isLasting: true };
});

/** A store of so many pieces, each in a commit of its own. */
async function writtenStore(pieces: number, wanted: IndexSettings = settings): Promise<string> {
  const path = newPath();
  const store = await openLmdbStore(path, { settings: wanted });
  const writer = await store.openWriter();
  for (let seed = 0; seed < pieces; seed++) {
    await writer.add(await encodedPiece(`piece ${seed}`, seed, 15));
    await writer.commit();
  }
  await store.close();
  return path;
}

test('a folder that is not there, one without a database, and a file', async () => {
  await expect(openLmdbStore(newPath())).rejects.toMatchObject({ code: 'ENOENT' });
  const empty = newPath();
  await mkdir(empty);
  await expect(openLmdbStore(empty)).rejects.toThrow(/Not a midizero store: there is no pieces-0\.mdb in/);
  await writeFile(join(empty, 'pieces-0.mdb'), 'MThd and then some more bytes');
  await expect(openLmdbStore(empty)).rejects.toMatchObject({ part: 'commit' });
  const file = newPath();
  await writeFile(file, 'MThd');
  await expect(openLmdbStore(file, { settings })).rejects.toThrow(/Not a midizero store: .* is a file/);
});

test('a module that does not load is told from other errors', () => {
  const error = new LmdbUnavailableError(new Error("Cannot find package 'lmdb'\nand more"));
  expect(error).toMatchObject({ code: 'LMDB_UNAVAILABLE', message: expect.stringContaining('npm i lmdb') });
});

test('space of pieces that are gone is used again, and given back when the store is compacted', async () => {
  const path = await writtenStore(8);
  const store = await openLmdbStore(path);
  const writer = await store.openWriter();
  const { size } = await stat(join(path, 'pieces-0.mdb'));
  for (let round = 0; round < 4; round++) {
    for (let seed = 0; seed < 8; seed++) {
      await writer.replace(await encodedPiece(`piece ${seed}`, 100 + seed, 15));
      await writer.commit();
    }
  }
  expect((await stat(join(path, 'pieces-0.mdb'))).size).toBeLessThan(2 * size);
  for (let seed = 0; seed < 6; seed++) await writer.remove(`piece ${seed}`);
  await writeFile(join(path, 'pieces-0.mdb.unfinished'), 'what a killed process left');
  const before = await store.openSnapshot();
  await writer.compact();
  expect((await stat(join(path, 'pieces-1.mdb'))).size).toBeLessThan(size / 2);
  expect((await store.openSnapshot()).pieces.map(({ id }) => id)).toEqual(['piece 6', 'piece 7']);
  expect(before.pieces).toHaveLength(8);
  await writer.add(await encodedPiece('later', 3, 15));
  await writer.commit();
  await store.close();
  expect((await (await openLmdbStore(path)).openSnapshot()).pieces.at(-1)!.id).toBe('later');
  expect((await readdir(path)).filter((name) => !name.startsWith('pieces-1.'))).toEqual(['commits']);
});

test('fingerprints of pieces that are gone stay until their batch is gone or the store is compacted, and answer nothing', async () => {
  const store = await openLmdbStore(newPath(), { settings: withFingerprints });
  const writer = await store.openWriter();
  const pieces = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => encodedPiece(`piece ${seed}`, seed, 15)));
  // Batches of 2, 1 and 3 pieces.
  for (const [from, to] of [
    [0, 2],
    [2, 3],
    [3, 6],
  ] as const) {
    for (const piece of pieces.slice(from, to)) await writer.add(piece);
    await writer.commit();
  }
  let left = pieces;
  for (const gone of [1, 4, 3, 2, 6]) {
    await writer.remove(`piece ${gone}`);
    left = left.filter(({ id }) => id !== `piece ${gone}`);
    await writer.commit();
    expect(await store.openSnapshot()).toEqual(assembleIndex(withFingerprints, left));
    if (gone === 3) await writer.compact();
    expect(await store.openSnapshot()).toEqual(assembleIndex(withFingerprints, left));
  }
  await store.close();
});

test('damage is reported wherever it is, and never takes the process down', async () => {
  const path = await writtenStore(4, withFingerprints);
  const database = join(path, 'pieces-0.mdb');
  const bytes = await readFile(database);
  const index = saveIndex(await (await openLmdbStore(path)).openSnapshot());
  const pageBytes = 4096;
  const treePages = Array.from({ length: bytes.length / pageBytes }, (_, page) => page * pageBytes).filter(
    (start) => bytes.readUInt16LE(start + 18) < 4,
  );
  const places = fc.oneof(
    fc.nat(bytes.length - 1),
    fc.tuple(fc.nat(1), fc.nat(159)).map(([page, at]) => page * pageBytes + at),
    fc.tuple(fc.constantFrom(...treePages), fc.nat(pageBytes - 1)).map(([start, at]) => start + at),
  );
  let reported = 0;
  await fc.assert(
    fc.asyncProperty(places, fc.integer({ min: 1, max: 255 }), async (at, mask) => {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= mask;
      await rm(database);
      await writeFile(database, damaged);
      try {
        // What no record uses may be anything.
        const opened = saveIndex(await (await openLmdbStore(path)).openSnapshot());
        expect(Buffer.compare(opened, index)).toBe(0);
      } catch (error) {
        expect(error).toBeInstanceOf(IndexFormatError);
        reported++;
      }
    }),
    { numRuns: 40, seed: 6 },
  );
  expect(reported).toBeGreaterThan(5);
});

test('a store of another format version is refused', async () => {
  const path = await writtenStore(1);
  const database = await openDatabase(join(path, 'pieces-0.mdb'), await importLmdb());
  const state = { ...decodeState(database.getBinary(STATE_KEY)), format: 1 };
  database.transactionSync(() => database.putSync(STATE_KEY, sealText(STATE_KEY, state).value));
  await database.close();
  const opening = openLmdbStore(path);
  await expect(opening).rejects.toBeInstanceOf(IndexFormatError);
  await expect(opening).rejects.toThrow(/Store format version 1 .*build the index again/);
});

test('a cut file, a missing or damaged count of commits, and an older state are reported', async () => {
  const path = await writtenStore(2);
  const open = async () => (await openLmdbStore(path)).openSnapshot();
  const database = join(path, 'pieces-0.mdb');
  const [bytes, count] = [await readFile(database), await readFile(join(path, 'commits'))];
  await rm(database);
  await writeFile(database, bytes.subarray(0, bytes.length >> 1));
  await expect(open()).rejects.toMatchObject({ part: 'header' });
  await rm(database);
  await writeFile(database, bytes);
  await rm(join(path, 'commits'));
  await expect(open()).rejects.toMatchObject({ part: 'commit' });
  await writeFile(
    join(path, 'commits'),
    count.map((byte, i) => (i === 9 ? byte ^ 1 : byte)),
  );
  await expect(open()).rejects.toMatchObject({ part: 'commit' });
  await writeCommitCount(path, 3);
  await expect(open()).rejects.toMatchObject({ part: 'commit' });
});

test('files are indexed into it, and only those that changed when that is done again', async () => {
  const files = await Promise.all(
    [1, 2, 3].map(async (seed) => {
      const path = join(folder, `${seed}.mid`);
      await writeFile(path, writeMidi(createNoteTable(generateNotes(seed, 30))));
      return { path, name: `${seed}.mid` };
    }),
  );
  const store = await openLmdbStore(newPath(), { settings });
  expect(await indexFiles(store, files.slice(0, 2), { encoder })).toMatchObject({ added: 2, unchanged: 0 });
  expect(await indexFiles(store, files, { encoder, commitSeconds: 0 })).toMatchObject({ added: 1, unchanged: 2 });
  expect((await store.openSnapshot()).pieces.map(({ id }) => id)).toEqual(['1.mid', '2.mid', '3.mid']);
  await store.close();
});
