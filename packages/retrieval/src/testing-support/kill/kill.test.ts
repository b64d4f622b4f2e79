import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProgram } from '../../../../../scripts/build-program.mjs';
import { killBuilds } from './kill-builds.js';
import { killStore, readWhileChanged } from './kill-store.js';

// Inside the package, so that the built programs find lmdb.
const packageFolder = fileURLToPath(new URL('../../../', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(packageFolder, 'node_modules', '.kill-'));
  const sources = ['change-store.ts', 'build-index.ts', '../encoder-module.ts', '../../node/indexing/worker.ts'];
  for (const source of sources) await buildProgram(fileURLToPath(new URL(source, import.meta.url)), folder);
});
afterAll(() => rm(folder, { recursive: true }));

test.each(['file', 'lmdb'] as const)(
  '%s: a process killed at any moment leaves the last commit whole',
  async (kind) => {
    const program = join(folder, 'change-store.mjs');
    const options = { program, kind, path: join(folder, `changed-${kind}`), seed: 1, kills: 8 };
    const report = await killStore({ ...options, mostSteps: 4, longestMilliseconds: 30 });
    expect(report.kills).toBe(8);
    expect(report.commits).toBeGreaterThan(8);
  },
);

test.each(['file', 'lmdb'] as const)(
  '%s: a build killed again and again ends with the index of one that is not',
  async (kind) => {
    const program = join(folder, 'build-index.mjs');
    const options = { program, kind, folder: join(folder, `built-${kind}`), seed: 2, kills: 4, files: 16 };
    const report = await killBuilds({ ...options, mostSteps: 4, longestMilliseconds: 20 });
    expect(report.kills).toBe(4);
    expect(report.builds).toBeGreaterThan(0);
  },
);

test.each(['file', 'lmdb'] as const)('%s: what is read while a process writes is one of its commits', async (kind) => {
  const program = join(folder, 'change-store.mjs');
  const least = { reads: 10, commits: 8 };
  expect(await readWhileChanged({ program, kind, path: join(folder, `read-${kind}`) }, least)).toBeGreaterThan(7);
});
