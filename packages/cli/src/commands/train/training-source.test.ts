import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extractFrameDistribution } from '@midizero/datagen';
import { saveFrameDistribution } from '@midizero/datagen/node';
import { writeMidi } from '@midizero/midi';
import { groupFrames } from '@midizero/pitch-matrix';
import { describe, expect, test } from 'vitest';
import { MemoryStream } from '../../testing-support/memory-stream.js';
import { inventPiece, PNG_BYTES, writePieces } from '../../testing-support/music.js';
import { runMain } from '../../testing-support/run-main.js';
import { temporaryFolder } from '../../testing-support/temporary-folder.js';
import type { SourceOptions } from './training-modes.js';
import { readTrainingSource } from './training-source.js';

async function read(options: SourceOptions) {
  const stderr = new MemoryStream();
  const context = { stdout: new MemoryStream(), stderr, signal: new AbortController().signal };
  return { source: await readTrainingSource(options, context), stderr: stderr.text };
}

describe('readTrainingSource', () => {
  test('mode S reads a file of frames', async () => {
    const file = join(await temporaryFolder(), 'frames.arrow');
    const distribution = await extractFrameDistribution([groupFrames(inventPiece(1))]);
    await saveFrameDistribution(file, distribution);
    expect((await read({ mode: 'S', distribution: file })).source).toEqual({ mode: 'S', distribution });
  });

  test('mode R reads all folders, and reports a bad file on a line', async () => {
    const folder = await temporaryFolder();
    await writePieces(join(folder, 'a'), 2);
    await writePieces(join(folder, 'b'), 1);
    await writeFile(join(folder, 'b/picture.mid'), PNG_BYTES);
    const { source, stderr } = await read({ mode: 'R', music: [join(folder, 'a'), join(folder, 'b')] });
    expect(source.mode === 'R' && source.pieces.map(({ length }) => length)).toEqual([240, 240, 240]);
    expect(stderr).toMatch(/^midizero: skipped \S+picture\.mid: byte 0: [^\n]+\n$/);
  });
});

describe('train refuses a mode without its music, and music without its mode', () => {
  test.each([
    { args: ['--mode', 'S'], says: '--distribution: mode S needs a file from midizero distribution' },
    { args: ['--mode', 'R'], says: '--music: mode R needs a folder of music files' },
    { args: ['--mode', 'P', '--music', 'scores'], says: '--music: mode P has no such option' },
    { args: ['--mode', 'R', '--distribution', 'a.arrow'], says: '--distribution: mode R has no such option' },
    { args: ['--mode', 'S', '--distribution', 'missing.arrow'], says: 'missing.arrow: no such file' },
    { args: ['--mode', 'R', '--music', 'missing'], says: 'missing: no such file' },
  ])('$args', async ({ args, says }) => {
    const folder = await temporaryFolder();
    const { exitCode, stdout, stderr } = await runMain(['train', ...args, '-o', join(folder, 'model')]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^midizero: [^\n]+\n$/);
    expect(stderr).toContain(says);
  });

  test('pieces that are too short', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'one.mid'), writeMidi(inventPiece(1, 2)));
    const { exitCode, stderr } = await runMain([
      'train',
      '--mode',
      'R',
      '--music',
      folder,
      '--damage',
      'none',
      '-o',
      join(folder, 'model'),
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^midizero: pieces: mode R needs a piece of 10 frames or more; [^\n]+\n$/);
  });
});
