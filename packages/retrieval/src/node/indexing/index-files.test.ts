import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createNoteTable, writeMidi } from '@midizero/midi';
import { createRawEncoder } from '@midizero/pitch-matrix';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { buildProgram } from '../../../../../scripts/build-program.mjs';
import { assembleIndex } from '../../piece-index/assemble.js';
import { createIndexSettings } from '../../piece-index/settings.js';
import type { PieceStore } from '../../store/contract.js';
import { createMemoryStore } from '../../store/memory-store.js';
import { generateNotes } from '../../testing-support/generated-pieces.js';
import type { IndexingProgress, PieceFile } from './contract.js';
import { createFileEncoderPool } from './file-encoder.js';
import { indexFiles } from './index-files.js';

const encoder = createRawEncoder();
const settings = createIndexSettings(encoder);
let folder: string;
let store: PieceStore;
const folders: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midizero-indexing-'));
  folders.push(folder);
  store = createMemoryStore(settings);
});
afterAll(async () => {
  for (const each of folders) await rm(each, { recursive: true });
});

async function write(name: string, seed: number): Promise<PieceFile> {
  const path = join(folder, name);
  await writeFile(path, writeMidi(createNoteTable(generateNotes(seed, 30))));
  return { name, path };
}

const tuneBook = 'X:1\nT:One\nL:1/4\nK:C\nCDEF GABc cBAG FEDC\nX:2\nT:Two\nL:1/4\nK:C\ncBAG FEDC CDEF GABc\n';

async function ids(): Promise<string[]> {
  return (await store.openSnapshot()).pieces.map(({ id }) => id);
}

test('new files are added, changed ones replaced, the others not read; bad ones are reported', async () => {
  const files = [await write('a.mid', 1), await write('b.mid', 2)];
  const bad = { name: 'bad.mid', path: join(folder, 'bad.mid') };
  await writeFile(bad.path, 'no music');
  const missing = { name: 'missing.mid', path: join(folder, 'missing.mid') };
  const issues: string[] = [];
  const events: IndexingProgress[] = [];
  const first = await indexFiles(store, [...files, bad, missing], {
    encoder,
    onIssue: ({ path }) => issues.push(path),
    onProgress: (event) => events.push(event),
  });
  expect(first).toMatchObject({ added: 2, replaced: 0, unchanged: 0, removed: 0, skipped: [{}, {}] });
  expect(issues).toEqual([bad.path, missing.path]);
  expect(events.map(({ completed, total, unit }) => [completed, total, unit])).toEqual(
    [1, 2, 3, 4].map((completed) => [completed, 4, 'files']),
  );
  expect(events.at(-1)).toMatchObject({ filesPerSecond: expect.any(Number), secondsLeft: 0 });
  expect(first.windows).toBe((await store.openSnapshot()).windowCount);

  const changed = await write('b.mid', 9);
  await utimes(changed.path, 1, 1);
  const second = await indexFiles(store, [...files, await write('c.mid', 3)], { encoder });
  expect(second).toMatchObject({ added: 1, replaced: 1, unchanged: 1, removed: 0, skipped: [] });
  expect(await ids()).toEqual(['a.mid', 'b.mid', 'c.mid']);
});

test('pieces of other files stay, or go where that is asked for; a file that can no longer be read keeps its piece', async () => {
  const files = [await write('a.mid', 1), await write('b.mid', 2), await write('c.mid', 3)];
  await indexFiles(store, files, { encoder });
  await writeFile(files[0]!.path, 'no music');
  expect(await indexFiles(store, files.slice(0, 2), { encoder })).toMatchObject({ unchanged: 1, removed: 0 });
  expect(await ids()).toEqual(['a.mid', 'b.mid', 'c.mid']);
  const report = await indexFiles(store, files.slice(0, 2), { encoder, removesOthers: true });
  expect(report).toMatchObject({ unchanged: 1, removed: 1, skipped: [{ path: files[0]!.path }] });
  expect(await ids()).toEqual(['a.mid', 'b.mid']);
});

test('a file with several pieces that comes to have fewer', async () => {
  const book = { name: 'tunes.abc', path: join(folder, 'tunes.abc') };
  await writeFile(book.path, tuneBook);
  await indexFiles(store, [book], { encoder });
  expect(await ids()).toEqual(['tunes.abc#1', 'tunes.abc#2']);
  expect(await indexFiles(store, [book], { encoder })).toMatchObject({ unchanged: 1, added: 0 });
  await writeFile(book.path, tuneBook.slice(0, tuneBook.indexOf('X:2')));
  expect(await indexFiles(store, [book], { encoder })).toMatchObject({ added: 1, removed: 2 });
  expect(await ids()).toEqual(['tunes.abc']);
});

test('what was committed before the end is not done again', async () => {
  const files = await Promise.all([1, 2, 3, 4].map((seed) => write(`${seed}.mid`, seed)));
  const controller = new AbortController();
  const reason = new Error('enough');
  const stopped = indexFiles(store, files, {
    encoder,
    commitSeconds: 0,
    signal: controller.signal,
    onProgress: ({ completed }) => completed === 2 && controller.abort(reason),
  });
  await expect(stopped).rejects.toBe(reason);
  expect(await ids()).toEqual(['1.mid', '2.mid']);
  expect(await indexFiles(store, files, { encoder })).toMatchObject({ added: 2, unchanged: 2 });
  expect(await ids()).toEqual(['1.mid', '2.mid', '3.mid', '4.mid']);
});

test('threads make the same pieces as this one, and pass on what is wrong', async () => {
  await mkdir(join(folder, 'built'));
  const built = async (source: string): Promise<string> => {
    const path = fileURLToPath(new URL(source, import.meta.url));
    return pathToFileURL(await buildProgram(path, join(folder, 'built'))).href;
  };
  const workerUrl = await built('./worker.ts');
  const module = await built('../../testing-support/encoder-module.ts');
  const files = [await write('a.mid', 1), await write('b.mid', 2), await write('c.mid', 3)];
  await indexFiles(store, files, { encoder });
  const pool = createFileEncoderPool(settings, { module, name: 'createRawEncoder', args: [{}] }, 2, workerUrl);
  const read = async (file: PieceFile, seed: number) => {
    const bytes = Uint8Array.from(writeMidi(createNoteTable(generateNotes(seed, 30))));
    return pool.encode({ name: file.name, bytes, sourceStamp: 'x' });
  };
  const pieces = await Promise.all(files.map((file, i) => read(file, i + 1)));
  const index = assembleIndex(settings, pieces.flat());
  const expected = await store.openSnapshot();
  expect(index.vectors).toEqual(expected.vectors);
  expect(index.frames).toEqual(expected.frames);
  const bad = pool.encode({ name: 'bad.mid', bytes: new Uint8Array(3), sourceStamp: 'x' });
  await expect(bad).rejects.toMatchObject({ code: 'UNREADABLE_MUSIC', cause: { message: expect.any(String) } });
  await pool.close();
  const wrong = createFileEncoderPool(settings, { module, name: 'createWrongEncoder', args: [] }, 1, workerUrl);
  const refused = wrong.encode({ name: 'a.mid', bytes: new Uint8Array(3), sourceStamp: 'x' });
  await expect(refused).rejects.toMatchObject({ code: 'INCOMPATIBLE_INDEX' });
  await wrong.close();
});
