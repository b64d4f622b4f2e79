import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { writePieces } from '../../testing-support/music.js';
import { runMain } from '../../testing-support/run-main.js';
import { sharedFolder } from '../../testing-support/temporary-folder.js';

const folder = sharedFolder();
let index = '';

beforeAll(async () => {
  index = join(folder.path, 'scores.mzi');
  await writePieces(join(folder.path, 'scores'), 2);
  await runMain(['index', join(folder.path, 'scores'), '-o', index, '--encoder', 'raw', '--workers', '0']);
});

test('what an index holds, as JSON; its parts and views add up', async () => {
  const { exitCode, stdout, stderr } = await runMain(['info', index, '--json']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    file: index,
    settings: { encoderId: 'raw-10x88', precision: 'int8', hasFingerprints: true },
    pieces: 2,
    goneShare: 0,
    pieceList: [{ id: 'piece-0.mid' }, { id: 'piece-1.mid' }],
  });
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  expect(sum(Object.values(report.bytesByPart))).toBe(report.bytes);
  for (const count of ['readings', 'frames', 'notes', 'windows']) {
    expect(sum(report.views.map((view: Record<string, number>) => view[count]))).toBe(report[count]);
  }
  expect(report.views.map(({ view }: { view: string }) => view)).toEqual(['all', 'skyline', 'parts']);
});

test('as text, with the pieces where they are asked for', async () => {
  const { stdout } = await runMain(['info', index]);
  expect(stdout).toMatch(/^\S+scores\.mzi: 2 pieces, \d readings, [\d,]+ frames, 448 windows, [\d.]+ kB\n/);
  expect(stdout).toContain('encoder  raw-10x88: 880 dimensions as int8\n');
  expect(stdout).toContain('waste    0.0 % of the windows');
  expect(stdout).toMatch(/^skyline +2 +/m);
  expect(stdout).toMatch(/^vectors +\d+\.\d kB +\d+\.\d %$/m);
  expect(stdout).toMatch(/^fingerprints +\d/m);
  expect(stdout).not.toContain('piece-0.mid');
  const listed = await runMain(['info', index, '--pieces']);
  expect(listed.stdout.startsWith(stdout)).toBe(true);
  expect(listed.stdout).toMatch(/^piece-1\.mid +\d+$/m);
});

test('a file that is no index, or is not there', async () => {
  const noIndex = join(folder.path, 'scores/piece-0.mid');
  const { exitCode, stderr } = await runMain(['info', noIndex]);
  expect(exitCode).toBe(2);
  expect(stderr).toBe(`midizero: ${noIndex}: Not a midizero index: the file does not begin with its magic bytes.\n`);
  const missing = await runMain(['info', join(folder.path, 'missing.mzi')]);
  expect(missing.stderr).toMatch(/missing\.mzi: no such file or directory\n$/);
});
