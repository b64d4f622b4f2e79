import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFormatError } from '@midizero/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasCheckpoint, TrainingFolder } from './training-folder.js';

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'midizero-training-')), 'training');
});
afterEach(async () => {
  await rm(join(path, '..'), { recursive: true });
});

const at = (step: number) => ({ step, tensors: { w: Float32Array.of(step) } });

async function trained(steps: number, saveAt: readonly number[]): Promise<TrainingFolder> {
  const { folder } = await TrainingFolder.open(path, { keep: 2, validationName: 'recall' });
  for (let step = 1; step <= steps; step++) {
    folder.record({ step, loss: 1 / step, ...(step % 2 === 0 && { recall: step / 10 }) });
    if (saveAt.includes(step)) await folder.save(at(step));
  }
  return folder;
}

test('keeps the newest checkpoints, metrics and a curve', async () => {
  expect(await hasCheckpoint(path)).toBe(false);
  const folder = await trained(5, [1, 2, 3, 4]);
  expect((await readdir(path)).sort()).toEqual([
    'checkpoint-00000003.safetensors',
    'checkpoint-00000004.safetensors',
    'curve.svg',
    'metrics.jsonl',
  ]);
  expect((await readFile(join(path, 'metrics.jsonl'), 'utf8')).split('\n')).toHaveLength(5);
  await folder.flush();
  expect((await readFile(join(path, 'metrics.jsonl'), 'utf8')).split('\n')[4]).toBe('{"step":5,"loss":0.2}');
  expect(await readFile(join(path, 'curve.svg'), 'utf8')).toMatch(/<circle[\s\S]*<circle/);
  expect(await hasCheckpoint(path)).toBe(true);
  await folder.removeCheckpoints();
  expect((await readdir(path)).sort()).toEqual(['curve.svg', 'metrics.jsonl']);
});

test('goes on from the newest checkpoint, without later metrics, cut-off lines and unfinished files', async () => {
  const before = await trained(5, [3]);
  await before.flush();
  await appendFile(join(path, 'metrics.jsonl'), '{"step":6,"lo');
  await writeFile(join(path, 'checkpoint-00000006.safetensors.0a1b.tmp'), 'unfinished');
  const { folder, checkpoint } = await TrainingFolder.open(path);
  expect(checkpoint).toMatchObject(at(3));
  folder.record({ step: 4, loss: 9 });
  await folder.flush();
  const steps = (await readFile(join(path, 'metrics.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(steps.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
  expect((await readdir(path)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('names a damaged checkpoint', async () => {
  await trained(2, [2]);
  const file = join(path, 'checkpoint-00000002.safetensors');
  const bytes = await readFile(file);
  bytes[bytes.length - 1]! ^= 1;
  await writeFile(file, bytes);
  await expect(TrainingFolder.open(path)).rejects.toBeInstanceOf(DataFormatError);
  await expect(TrainingFolder.open(path)).rejects.toThrow(`${file}: checkpoint: the tensors have the checksum`);
});
