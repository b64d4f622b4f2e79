import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProgram } from '../../testing-support/build-program.js';
import { killStore } from '../../testing-support/kill/kill-store.js';
import { hasTraces } from '../../testing-support/kill/traces.js';

let folder: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'midizero-kill-'));
  program = await buildProgram('testing-support/kill/change-store', folder);
});
afterAll(() => rm(folder, { recursive: true }));

test('a process killed at any moment leaves the last commit whole', async () => {
  const path = join(folder, 'killed.mzi');
  const options = { program, path, kills: 20, seed: 1, mostCommits: 4, longestMilliseconds: 30 };
  const report = await killStore(options, () => hasTraces(path));
  expect(report.kills).toBe(20);
  expect(report.commits).toBeGreaterThan(20);
}, 60_000);
