import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extractFrameDistribution } from '@midizero/datagen';
import { loadFrameDistribution } from '@midizero/datagen/node';
import { createNoteTable, writeMidi } from '@midizero/midi';
import { groupFrames } from '@midizero/pitch-matrix';
import { describe, expect, test } from 'vitest';
import { inventPiece, PNG_BYTES, writePieces } from '../../testing-support/music.js';
import { runMain } from '../../testing-support/run-main.js';
import { temporaryFolder } from '../../testing-support/temporary-folder.js';

describe('distribution', () => {
  test('counts the frames of all folders, and says how many', async () => {
    const folder = await temporaryFolder();
    await writePieces(join(folder, 'a'), 2);
    await writePieces(join(folder, 'b'), 1);
    const file = join(folder, 'frames.arrow');
    const { exitCode, stdout, stderr } = await runMain([
      'distribution',
      join(folder, 'a'),
      join(folder, 'b'),
      '-o',
      file,
      '--json',
    ]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const distribution = await loadFrameDistribution(file);
    const counted = await extractFrameDistribution([0, 1, 0].map((seed) => groupFrames(inventPiece(seed))));
    expect(distribution).toEqual(counted);
    expect(JSON.parse(stdout)).toMatchObject({
      file,
      bytes: (await readFile(file)).length,
      pieces: 3,
      frames: 360,
      differentFrames: distribution.length,
      differentSuccessions: distribution.successors.length,
      noteCount: { mean: 2, std: 0 },
      skipped: [],
    });
    expect((await readdir(folder)).sort()).toEqual(['a', 'b', 'frames.arrow']);
  });

  test('people see counts and spreads; a bad file costs one line and no other file', async () => {
    const folder = await temporaryFolder();
    await writePieces(join(folder, 'scores'), 1);
    await writeFile(join(folder, 'scores/picture.mid'), PNG_BYTES);
    const run = await runMain(['distribution', join(folder, 'scores'), '-o', join(folder, 'frames.arrow')]);
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toMatch(/^midizero: skipped \S+picture\.mid: byte 0: [^\n]+\n$/);
    expect(run.stdout).toMatch(/frames\.arrow: 1 pieces, 1 skipped, 120 frames, [\d.]+ kB, /);
    expect(run.stdout).toContain('notes a frame          mean 2.0, standard deviation 0.0');
  });

  test.each([{ file: undefined }, { file: 'other.svg' }])('--plot draws into $file', async ({ file }) => {
    const folder = await temporaryFolder();
    await writePieces(join(folder, 'scores'), 1);
    const args = [join(folder, 'scores'), '-o', join(folder, 'frames.arrow'), '--plot'];
    if (file !== undefined) args.push(join(folder, file));
    expect((await runMain(['distribution', ...args])).exitCode).toBe(0);
    const svg = await readFile(join(folder, file ?? 'frames.svg'), 'utf8');
    expect(svg).toMatch(/^<svg [\s\S]*1 pieces: pitches[\s\S]*1 pieces: notes a frame[\s\S]*<\/svg>\n$/);
  });
});

describe('distribution refuses with 2, one line, and nothing written', () => {
  async function refusal(folder: string, ...more: readonly string[]): Promise<string> {
    const before = await readdir(folder);
    const args = ['distribution', folder, '-o', join(folder, 'frames.arrow'), ...more];
    const { exitCode, stdout, stderr } = await runMain(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^midizero: [^\n]+\n$/);
    expect(await readdir(folder)).toEqual(before);
    return stderr;
  }

  test('a folder in which no file can be read', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'picture.mid'), PNG_BYTES);
    expect(await refusal(folder)).toContain('none of the music files in there can be read');
  });

  test('pieces without notes', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'silence.mid'), writeMidi(createNoteTable([])));
    expect(await refusal(folder)).toContain(`${folder}: no notes to count`);
  });

  test('a picture that cannot be written', async () => {
    const folder = await temporaryFolder();
    await writePieces(folder, 1);
    expect(await refusal(folder, '--plot', folder)).toContain('is a directory; name a file');
  });
});

test('an interrupted count leaves no file', async () => {
  const folder = await temporaryFolder();
  await writePieces(join(folder, 'scores'), 1);
  const args = ['distribution', join(folder, 'scores'), '-o', join(folder, 'frames.arrow')];
  const run = await runMain(args, { signal: AbortSignal.abort() });
  expect(run).toEqual({ exitCode: 130, stdout: '', stderr: '' });
  expect(await readdir(folder)).toEqual(['scores']);
});
