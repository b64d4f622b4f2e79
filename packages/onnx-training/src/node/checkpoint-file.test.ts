import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFileSafely } from '@midizero/core/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadCheckpoint, saveCheckpoint } from './checkpoint-file.js';

describe('files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'midizero-checkpoint-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  test('a checkpoint replaces the one before and leaves nothing else behind', async () => {
    const path = join(folder, 'last.safetensors');
    await saveCheckpoint(path, { step: 1, tensors: { w: Float32Array.of(1) } });
    await saveCheckpoint(path, { step: 2, tensors: { w: Float32Array.of(2) } });
    expect((await loadCheckpoint(path)).step).toBe(2);
    expect(await readdir(folder)).toEqual(['last.safetensors']);
  });

  test('a damaged file is named', async () => {
    const path = join(folder, 'broken.safetensors');
    await writeFile(path, 'no checkpoint');
    await expect(loadCheckpoint(path)).rejects.toThrow(path);
  });

  test('a write that fails leaves no temporary file', async () => {
    await expect(writeFileSafely(join(folder, 'none', 'file'), Uint8Array.of(1))).rejects.toThrow(/ENOENT/);
    await writeFileSafely(join(folder, 'file'), Uint8Array.of(1, 2));
    expect(Array.from(await readFile(join(folder, 'file')))).toEqual([1, 2]);
    expect(await readdir(folder)).toEqual(['file']);
  });
});
