import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeMidi } from '@midizero/midi';
import { openIndex } from '@midizero/retrieval';
import { describe, expect, test } from 'vitest';
import { inventPiece, PNG_BYTES, writePieces } from '../../testing-support/music.js';
import { runMain } from '../../testing-support/run-main.js';
import { temporaryFolder } from '../../testing-support/temporary-folder.js';

describe('index', () => {
  test('makes one file of a folder and its subfolders, pieces named by their paths', async () => {
    const folder = await temporaryFolder();
    await writePieces(join(folder, 'scores/two voices'), 2);
    const file = join(folder, 'scores.mzi');
    const { exitCode, stdout, stderr } = await runMain([
      'index',
      join(folder, 'scores'),
      '-o',
      file,
      '--encoder',
      'raw',
    ]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^\S+scores\.mzi: 2 pieces, 448 windows, 7\d\d\.\d kB, [\d.]+ s\n$/);
    const index = openIndex(await readFile(file));
    expect(index.pieces.map(({ id }) => id)).toEqual(['two voices/piece-0.mid', 'two voices/piece-1.mid']);
  });

  test('pieces of several folders carry their folder in the name', async () => {
    const folder = await temporaryFolder();
    const folders = [join(folder, 'a'), join(folder, 'b')];
    for (const each of folders) await writePieces(each, 1);
    const file = join(folder, 'all.mzi');
    await runMain(['index', ...folders, '-o', file, '--encoder', 'raw']);
    const { pieces } = openIndex(await readFile(file));
    expect(pieces.map(({ id }) => id)).toEqual(folders.map((each) => `${each}/piece-0.mid`));
  });

  test('--step and --precision reach the index, and --json says what was made', async () => {
    const folder = await temporaryFolder();
    await writePieces(join(folder, 'scores'), 1);
    const file = join(folder, 'scores.mzi');
    const args = ['--encoder', 'raw', '--step', '5', '--precision', 'float32', '--json'];
    const { stdout } = await runMain(['index', join(folder, 'scores'), '-o', file, ...args]);
    const bytes = await readFile(file);
    const index = openIndex(bytes);
    expect(index).toMatchObject({ precision: 'float32', windowContract: { windowStep: 5 } });
    expect(JSON.parse(stdout)).toMatchObject({
      file,
      bytes: bytes.length,
      encoder: 'raw-10x88',
      pieces: 1,
      windows: index.windowCount,
      skipped: [],
    });
  });

  test('a bad file is reported on a line of its own and costs no other', async () => {
    const folder = await temporaryFolder();
    const scores = join(folder, 'scores');
    await writePieces(scores, 2);
    await writeFile(join(scores, 'picture.mid'), PNG_BYTES);
    await writeFile(join(scores, 'empty.mid'), '');
    const file = join(folder, 'scores.mzi');
    const { exitCode, stdout, stderr } = await runMain(['index', scores, '-o', file, '--encoder', 'raw', '--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ pieces: 2, skipped: [{ file: join(scores, 'empty.mid') }, {}] });
    const lines = stderr.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^midizero: skipped \S+empty\.mid: byte 0: /);
    expect(lines[1]).toMatch(/^midizero: skipped \S+picture\.mid: byte 0: /);
    expect(lines).toHaveLength(2);
  });
});

describe('an index that is there already', () => {
  async function madeIndex(): Promise<{
    folder: string;
    file: string;
    update: (...args: string[]) => Promise<unknown>;
  }> {
    const folder = await temporaryFolder();
    const file = join(folder, 'scores.mzi');
    await writePieces(join(folder, 'scores'), 3);
    const update = async (...args: string[]): Promise<unknown> => {
      const { stdout, stderr } = await runMain(['index', ...args, '-o', file, '--encoder', 'raw', '--json']);
      expect(stderr).toBe('');
      return JSON.parse(stdout);
    };
    await update(join(folder, 'scores'));
    return { folder, file, update };
  }

  test('is brought up to date: changed files replace their pieces, new ones are added, those of files that are gone go', async () => {
    const { folder, file, update } = await madeIndex();
    const scores = join(folder, 'scores');
    const before = openIndex(await readFile(file));
    expect(await update(scores)).toMatchObject({ pieces: 3, added: 0, replaced: 0, unchanged: 3, removed: 0 });
    await writeFile(join(scores, 'piece-0.mid'), writeMidi(inventPiece(7, 10)));
    await writeFile(join(scores, 'piece-3.mid'), writeMidi(inventPiece(3)));
    await rm(join(scores, 'piece-2.mid'));
    expect(await update(scores)).toMatchObject({ pieces: 3, added: 1, replaced: 1, unchanged: 1, removed: 1 });
    const after = openIndex(await readFile(file));
    expect(after.pieces.map(({ id }) => id).sort()).toEqual(['piece-0.mid', 'piece-1.mid', 'piece-3.mid']);
    expect(after.windowCount).toBeLessThan(before.windowCount);
  });

  test('says in words what became of it, also where more went than stayed', async () => {
    const { folder, file } = await madeIndex();
    const scores = join(folder, 'scores');
    for (const name of ['piece-0.mid', 'piece-1.mid']) await rm(join(scores, name));
    await writeFile(join(scores, 'piece-2.mid'), writeMidi(inventPiece(7, 10)));
    const { stdout } = await runMain(['index', scores, '-o', file, '--encoder', 'raw']);
    expect(stdout).toContain('scores.mzi: 1 pieces, 1 replaced, 2 removed, ');
  });

  test('keeps the pieces of other folders with --add, and nothing with --rebuild', async () => {
    const { folder, file, update } = await madeIndex();
    const more = join(folder, 'more');
    await writePieces(more, 1);
    expect(await update(more, '--add')).toMatchObject({ pieces: 4, added: 1, removed: 0 });
    expect(openIndex(await readFile(file)).pieces.at(-1)!.id).toBe(`${more}/piece-0.mid`);
    expect(await update(more, '--rebuild')).toMatchObject({ pieces: 1, added: 1, removed: 0, unchanged: 0 });
  });

  test('with other settings is refused as it is', async () => {
    const { folder, file } = await madeIndex();
    const before = await readFile(file);
    const args = ['index', join(folder, 'scores'), '-o', file, '--encoder', 'raw', '--step', '4'];
    const { exitCode, stderr } = await runMain(args);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^midizero: \S+scores\.mzi: The index was made with windowStep 2, not 4/);
    expect((await readFile(file)).equals(before)).toBe(true);
  });
});

describe('index refuses with 2, one line, and nothing written', () => {
  async function refusal(...args: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await runMain(['index', ...args, '--encoder', 'raw']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^midizero: [^\n]+\n$/);
    return stderr;
  }

  test('a folder in which no file can be read', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'picture.mid'), PNG_BYTES);
    expect(await refusal(folder, '-o', join(folder, 'all.mzi'))).toContain(
      'none of the music files in there can be read',
    );
    expect(await readdir(folder)).toEqual(['picture.mid']);
  });

  test('a folder without MIDI files', async () => {
    const folder = await temporaryFolder();
    expect(await refusal(folder, '-o', join(folder, 'all.mzi'))).toContain(`${folder}: no music files`);
    expect(await readdir(folder)).toEqual([]);
  });

  test('a folder that is not there', async () => {
    const folder = await temporaryFolder();
    const missing = join(folder, 'scores');
    const line = `midizero: ${missing}: no such file or directory\n`;
    expect(await refusal(missing, '-o', join(folder, 'all.mzi'))).toBe(line);
  });

  test('a file where a folder should be', async () => {
    const folder = await temporaryFolder();
    await writePieces(folder, 1);
    const file = join(folder, 'piece-0.mid');
    expect(await refusal(file, '-o', join(folder, 'all.mzi'))).toContain(`${file}: is not a directory`);
  });

  test('an output that is a folder, or in none', async () => {
    const folder = await temporaryFolder();
    await writePieces(join(folder, 'scores'), 1);
    await mkdir(join(folder, 'out.mzi'));
    expect(await refusal(join(folder, 'scores'), '-o', join(folder, 'out.mzi'))).toContain('out.mzi: is a directory');
    const nowhere = join(folder, 'nowhere/out.mzi');
    expect(await refusal(join(folder, 'scores'), '-o', nowhere)).toContain('nowhere: no such file or directory');
    expect(await readdir(folder)).toEqual(['out.mzi', 'scores']);
  });

  test('an encoder that is no model folder', async () => {
    const folder = await temporaryFolder();
    await writePieces(join(folder, 'scores'), 1);
    const args = [join(folder, 'scores'), '-o', join(folder, 'all.mzi'), '--encoder', folder];
    const { exitCode, stderr } = await runMain(['index', ...args]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^midizero: \S+manifest\.json: no such file[^\n]*\n$/);
  });
});

test('an interrupted index leaves no file', async () => {
  const folder = await temporaryFolder();
  await writePieces(join(folder, 'scores'), 1);
  const args = ['index', join(folder, 'scores'), '-o', join(folder, 'all.mzi'), '--encoder', 'raw'];
  const run = await runMain(args, { signal: AbortSignal.abort() });
  expect(run).toEqual({ exitCode: 130, stdout: '', stderr: '' });
  expect(await readdir(folder)).toEqual(['scores']);
});
