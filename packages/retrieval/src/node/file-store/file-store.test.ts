import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRawEncoder } from '@midizero/pitch-matrix';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IndexFormatError, StoreLockedError } from '../../errors.js';
import { assembleIndex } from '../../piece-index/assemble.js';
import { openIndex } from '../../piece-index/file/open.js';
import { saveIndex } from '../../piece-index/file/save.js';
import { createIndexSettings } from '../../piece-index/settings.js';
import { generatePostings, postingsOf, tableOf } from '../../testing-support/generated-tables.js';
import { encodedPiece, testStore } from '../../testing-support/store-conformance.js';
import { openIndexFile, writeIndexFile } from '../index-file.js';
import { openFileStore } from './file-store.js';

const settings = createIndexSettings(createRawEncoder(), { views: ['all', 'skyline'] });
let folder: string;
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midizero-file-store-'));
});
afterAll(() => rm(folder, { recursive: true }));

function newPath(): string {
  return join(folder, `store-${files++}.mzi`);
}

testStore('a file', async () => {
  const path = newPath();
  return { open: (wanted) => openFileStore(path, { settings: wanted }), isLasting: true };
});

/** A file with several commits, replaced and removed pieces, and an empty piece. */
async function writtenFile(): Promise<string> {
  const path = newPath();
  const store = await openFileStore(path, { settings });
  const writer = await store.openWriter();
  for (let seed = 1; seed < 6; seed++) {
    await writer.add(await encodedPiece(`piece ${seed}`, seed, seed === 4 ? 0 : 15));
    await writer.commit();
  }
  await writer.replace(await encodedPiece('piece 2', 12, 15));
  await writer.remove('piece 3');
  await writer.commit();
  await store.close();
  return path;
}

test('a file that is not there, and one that is something else', async () => {
  await expect(openFileStore(newPath())).rejects.toMatchObject({ code: 'ENOENT' });
  const path = newPath();
  await writeFile(path, 'MThd and then some more bytes');
  await expect(openFileStore(path, { settings })).rejects.toThrow(/Not a midizero index/);
});

test('any damaged byte of a file with a history is reported', async () => {
  const bytes = new Uint8Array(await readFile(await writtenFile()));
  expect(openIndex(bytes).pieces.map(({ id }) => id)).toEqual(['piece 1', 'piece 4', 'piece 5', 'piece 2']);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
      const damaged = bytes.slice();
      damaged[at]! ^= mask;
      expect(() => openIndex(damaged)).toThrow(IndexFormatError);
    }),
    { numRuns: 500, seed: 4 },
  );
});

test('what was begun and not committed is not seen, and the next writer takes it away', async () => {
  const path = await writtenFile();
  const whole = await readFile(path);
  const index = await openIndexFile(path);
  const length = whole.length;
  for (const tail of [new Uint8Array(1), whole.subarray(12_288, 20_000)]) {
    await writeFile(path, Buffer.concat([whole, tail]));
    expect(await openIndexFile(path)).toEqual(index);
    const store = await openFileStore(path);
    await (await store.openWriter()).close();
    expect((await stat(path)).size).toBe(length);
  }
});

test('compaction leaves the file as if its pieces alone had been written, and nothing beside it', async () => {
  const path = await writtenFile();
  const before = await openIndexFile(path);
  const size = (await stat(path)).size;
  const store = await openFileStore(path);
  await writeFile(`${path}.compacting`, 'what a killed process left');
  const writer = await store.openWriter();
  expect(await readdir(folder)).not.toContain(`${path}.compacting`);
  await writer.compact();
  expect(await openIndexFile(path)).toEqual(before);
  expect((await stat(path)).size).toBeLessThan(size);
  expect((await stat(path)).size).toBe(saveIndex(before).length);
  await writer.add(await encodedPiece('later', 20));
  await writer.commit();
  await store.close();
  expect((await openIndexFile(path)).pieces.at(-1)!.id).toBe('later');
  expect((await readdir(folder)).filter((name) => name.includes('compacting') || name.includes('.lock'))).toEqual([]);
});

test('fingerprints of pieces that are gone go too, when it is opened and when it is compacted', async () => {
  const pieces = [await encodedPiece('a', 1, 20), await encodedPiece('b', 2, 20), await encodedPiece('c', 3, 20)];
  const plain = assembleIndex(settings, pieces);
  const frameCount = plain.frames.startSeconds.length;
  const path = newPath();
  const postings = generatePostings(3, frameCount);
  const index = { ...plain, hasFingerprints: true, fingerprints: tableOf(postings) };
  await writeIndexFile(path, index);
  const store = await openFileStore(path);
  const writer = await store.openWriter();
  await writer.remove('b');
  await writer.commit();
  const [first, last] = [0, 2].map((piece) => index.readings.filter((reading) => reading.piece === piece));
  const end = first![1]!.firstFrame + first![1]!.frameCount;
  const start = last![0]!.firstFrame;
  const opened = await openIndexFile(path);
  const expected = postings
    .filter(({ frame }) => frame < end || frame >= start)
    .map((posting) => ({ ...posting, frame: posting.frame >= start ? posting.frame - start + end : posting.frame }));
  expect(postingsOf(opened.fingerprints!)).toEqual(expected);
  await writer.compact();
  expect(await openIndexFile(path)).toEqual(opened);
  await store.close();
});

test('the lock of a process that is gone is taken over, that of one on another machine is not', async () => {
  const path = await writtenFile();
  const store = await openFileStore(path);
  const holder = { pid: 2 ** 22 + 1, host: hostname(), since: '2026-01-01T00:00:00.000Z', token: 'x' };
  await writeFile(`${path}.lock`, JSON.stringify(holder));
  await writeFile(`${path}.lock.recovery`, JSON.stringify(holder));
  await (await store.openWriter()).close();
  // The number of a process that is gone belongs to another one now.
  await writeFile(`${path}.lock`, JSON.stringify({ ...holder, pid: process.pid, processStart: '1' }));
  await (await store.openWriter()).close();
  await writeFile(`${path}.lock`, JSON.stringify({ ...holder, host: 'elsewhere' }));
  const refused = store.openWriter();
  await expect(refused).rejects.toBeInstanceOf(StoreLockedError);
  await expect(refused).rejects.toThrow(`process ${holder.pid} on elsewhere since 2026`);
  await expect(writeIndexFile(path, assembleIndex(settings, []))).rejects.toBeInstanceOf(StoreLockedError);
});

test('what a process left that was killed on its way to the lock is taken away, and nothing else', async () => {
  const path = await writtenFile();
  const [old, fresh] = [randomUUID(), randomUUID()].map((token) => `${path}.lock.${token}`);
  const others = [`${path}.lock.notes`, `${path}.${randomUUID()}`];
  for (const each of [old!, fresh!, ...others]) await writeFile(each, '{}');
  for (const each of [old!, ...others]) await utimes(each, 1, 1);
  const store = await openFileStore(path);
  await (await store.openWriter()).close();
  const left = (await readdir(folder)).map((name) => join(folder, name)).filter((name) => name.startsWith(path));
  expect(left.sort()).toEqual([path, fresh!, ...others].sort());
});

test('a snapshot is read from the file that was opened, also while it is compacted', async () => {
  const path = await writtenFile();
  const copy = newPath();
  await copyFile(path, copy);
  const store = await openFileStore(path);
  const writer = await store.openWriter();
  const [snapshot] = await Promise.all([store.openSnapshot(), writer.compact()]);
  expect(snapshot).toEqual(await openIndexFile(copy));
  await store.close();
});
