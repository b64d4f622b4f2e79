import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openIndex } from '@midizero/retrieval';
import { beforeEach, expect, test } from 'vitest';
import { writePieces } from '../../testing-support/music.js';
import { runMain } from '../../testing-support/run-main.js';
import { temporaryFolder } from '../../testing-support/temporary-folder.js';
import { selectPieces } from './select-pieces.js';

let index = '';

beforeEach(async () => {
  const folder = await temporaryFolder();
  index = join(folder, 'scores.mzi');
  await writePieces(join(folder, 'scores/two'), 2);
  await writePieces(join(folder, 'scores'), 1);
  await runMain(['index', join(folder, 'scores'), '-o', index, '--encoder', 'raw', '--workers', '0']);
});

async function ids(): Promise<string[]> {
  return openIndex(await readFile(index)).pieces.map(({ id }) => id);
}

test('a piece goes, the others stay, and compact gives its space back', async () => {
  const { exitCode, stdout, stderr } = await runMain(['remove', index, 'two/piece-1.mid']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toBe(`removed two/piece-1.mid\n${index}: 1 of 3 pieces removed\n`);
  expect(await ids()).toEqual(['piece-0.mid', 'two/piece-0.mid']);
  const { stdout: info } = await runMain(['info', index]);
  expect(info).toMatch(/waste +3\d\.\d % of the windows/);
  const compacted = JSON.parse((await runMain(['compact', index, '--json'])).stdout);
  expect(compacted).toMatchObject({ file: index, pieces: 2, bytes: (await readFile(index)).length });
  expect(compacted.bytes).toBeLessThan(0.8 * compacted.bytesBefore);
  expect((await runMain(['compact', index])).stdout).toMatch(/^\S+scores\.mzi: 2 pieces, [\d.]+ kB → [\d.]+ kB\n$/);
  expect(await ids()).toEqual(['piece-0.mid', 'two/piece-0.mid']);
});

test('a pattern; --dry-run changes nothing', async () => {
  const before = await readFile(index);
  const dry = await runMain(['remove', index, 'two/*', '--dry-run', '--json']);
  const removed = ['two/piece-0.mid', 'two/piece-1.mid'];
  expect(JSON.parse(dry.stdout)).toEqual({ file: index, removed, pieces: 1, dryRun: true });
  expect((await runMain(['remove', index, '**/piece-1.mid', '--dry-run'])).stdout).toBe(
    `would be removed two/piece-1.mid\n${index}: 1 of 3 pieces would be removed\n`,
  );
  expect((await readFile(index)).equals(before)).toBe(true);
  expect(JSON.parse((await runMain(['remove', index, 'two/*', '--json'])).stdout)).toMatchObject({
    removed,
    pieces: 1,
  });
  expect(await ids()).toEqual(['piece-0.mid']);
});

test('a name that no piece has is refused, and nothing is removed', async () => {
  const before = await readFile(index);
  for (const unknown of ['piece-7.mid', 'three/*']) {
    for (const option of [[], ['--dry-run']]) {
      const { exitCode, stdout, stderr } = await runMain(['remove', index, 'piece-0.mid', unknown, ...option]);
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr).toBe(
        `midizero: ${index}: no piece is "${unknown}" and no name fits it; midizero info --pieces lists them\n`,
      );
    }
  }
  expect((await readFile(index)).equals(before)).toBe(true);
});

test('a file that somebody writes to is not touched', async () => {
  const holder = { pid: process.pid, host: 'elsewhere', since: '2026-01-01T00:00:00.000Z', token: 'x' };
  await writeFile(`${index}.lock`, JSON.stringify(holder));
  for (const command of [
    ['remove', index, 'piece-0.mid'],
    ['compact', index],
  ]) {
    const { exitCode, stderr } = await runMain(command);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is being written to by process');
  }
});

test('names are names before they are patterns', () => {
  expect(selectPieces(['a[1].mid', 'a1.mid', 'b.mid'], ['a[1].mid'])).toEqual(['a[1].mid']);
  expect(selectPieces(['a[2].mid', 'a1.mid', 'b.mid'], ['b.mid', 'a[1].mid'])).toEqual(['a1.mid', 'b.mid']);
  expect(selectPieces(['x/tunes.abc#1', 'x/tunes.abc#2'], ['**/tunes.abc#{2,3}'])).toEqual(['x/tunes.abc#2']);
});
