import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { excerptNotes, transposeNotes, writeMidi } from '@midizero/midi';
import { beforeAll, expect, test } from 'vitest';
import { inventPiece, writePieces } from '../../testing-support/music.js';
import { runMain } from '../../testing-support/run-main.js';
import { sharedFolder } from '../../testing-support/temporary-folder.js';

const folder = sharedFolder();
let index = '';

beforeAll(async () => {
  const scores = join(folder.path, 'scores');
  index = join(folder.path, 'scores.mzi');
  await writePieces(scores, 4);
  await writeFile(join(scores, 'copy.mid'), writeMidi(transposeNotes(excerptNotes(inventPiece(2), 0, 25), 2)));
  await runMain(['index', scores, '-o', index, '--encoder', 'raw']);
});

test('groups of copies with the evidence, as JSON', async () => {
  const { exitCode, stdout, stderr } = await runMain(['duplicates', index, '--transpositions', '2', '--json']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    file: index,
    pieces: 5,
    groups: [{ pieces: [{ pieceId: 'piece-2.mid' }, { pieceId: 'copy.mid' }] }],
  });
  expect(report.groups[0].pairs).toMatchObject([{ firstId: 'piece-2.mid', secondId: 'copy.mid', transposition: 2 }]);
  expect(report.groups[0].pairs[0].sharedOfSecond).toBeGreaterThan(0.9);
});

test('as a table', async () => {
  const { stdout } = await runMain(['duplicates', index, '--transpositions', '2']);
  const [title, header, , row, ...others] = stdout.trimEnd().split('\n');
  expect(title).toBe('Group 1: 2 pieces');
  expect(header).toMatch(/^longer +shorter +shared +transposition +tempo +longest passage$/);
  expect(row).toMatch(/^piece-2\.mid +copy\.mid +\d+ % \/ \d+ % +\+2 +× 1\.00 +0:00\.0–0:2\d\.\d = 0:00\.0–0:2\d\.\d/);
  expect(others).toEqual([]);
});

test('none', async () => {
  const { exitCode, stdout } = await runMain(['duplicates', index, '--transpositions', '0']);
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: 'No two pieces share so much.\n' });
});

test('a share of 0 is refused', async () => {
  const { exitCode, stderr } = await runMain(['duplicates', index, '--share', '0']);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^midizero: --share: must be more than 0/);
});
