import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFileSafely } from './write-file-safely.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midizero-core-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('writes bytes, whole and in parts', async () => {
  const path = join(folder, 'file');
  expect(await writeFileSafely(path, Uint8Array.of(1, 2))).toBe(2);
  async function* parts() {
    yield Uint8Array.of(3);
    yield Uint8Array.of(4, 5);
  }
  expect(await writeFileSafely(path, parts())).toBe(3);
  expect([...(await readFile(path))]).toEqual([3, 4, 5]);
  expect(await readdir(folder)).toEqual(['file']);
});

test('a failure on the way leaves the old file and nothing else', async () => {
  const path = join(folder, 'file');
  await writeFile(path, 'old');
  async function* parts() {
    yield Uint8Array.of(1);
    throw new Error('the disk is full');
  }
  await expect(writeFileSafely(path, parts())).rejects.toThrow('the disk is full');
  expect(await readFile(path, 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['file']);
});

test('a folder that is not there is an error', async () => {
  await expect(writeFileSafely(join(folder, 'none', 'file'), Uint8Array.of(1))).rejects.toThrow(/ENOENT/);
});
