import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extractFrameDistribution, type GenerateOptions, generateTrainingData } from '@midizero/datagen';
import { loadTrainingData, saveFrameDistribution } from '@midizero/datagen/node';
import { groupFrames } from '@midizero/pitch-matrix';
import { describe, expect, test } from 'vitest';
import { inventPiece, PNG_BYTES, writePieces } from '../../testing-support/music.js';
import { runMain } from '../../testing-support/run-main.js';
import { temporaryFolder } from '../../testing-support/temporary-folder.js';

const pieces = [inventPiece(0), inventPiece(1)];
const distribution = await extractFrameDistribution(pieces.map((notes) => groupFrames(notes)));

/** Each mode's command line, with paths in a folder, and the options it stands for. */
const runs: readonly { args: string; options: GenerateOptions }[] = [
  {
    args: '--mode P --note-max 9 --pitch-range 30-90 --p-mean 60 --p-std 12.5 --n-mean 0 --n-std 2 --without-replacement',
    options: {
      mode: 'P',
      noteMax: 9,
      pitchRange: [30, 90],
      pMean: 60,
      pStd: 12.5,
      nMean: 0,
      nStd: 2,
      withReplacement: false,
    },
  },
  { args: '--window-frames 4', options: { mode: 'P', windowFrames: 4 } },
  { args: '--mode C --note-max 3 --durations', options: { mode: 'C', noteMax: 3, pitchOnly: false } },
  { args: '--mode S --distribution FOLDER/frames.arrow', options: { mode: 'S', distribution } },
  {
    args: '--mode R --music FOLDER/scores --step 2 --weighting piece --durations',
    options: { mode: 'R', pieces, step: 2, weighting: 'piece', pitchOnly: false },
  },
  {
    args: '--mode singing --pitch-range 40-80 --first-mean 50 --first-std 3 --step-std 1.5',
    options: { mode: 'singing', pitchRange: [40, 80], firstMean: 50, firstStd: 3, stepStd: 1.5 },
  },
];

async function folderWithMusic(): Promise<string> {
  const folder = await temporaryFolder();
  await writePieces(join(folder, 'scores'), pieces.length);
  await saveFrameDistribution(join(folder, 'frames.arrow'), distribution);
  return folder;
}

describe('datagen', () => {
  test.each(runs)('$args', async ({ args, options }) => {
    const folder = await folderWithMusic();
    const file = join(folder, 'data.arrow');
    const given = args.replaceAll('FOLDER', folder).split(' ');
    const run = await runMain(['datagen', ...given, '--samples', '300', '--seed', '7', '-o', file, '--json']);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({
      file,
      bytes: (await readFile(file)).length,
      mode: options.mode,
      windowFrames: options.windowFrames ?? 10,
      seed: 7,
      samples: 300,
    });
    const expected = await generateTrainingData({ ...options, numSamples: 300, seed: 7 });
    const loaded = await loadTrainingData(file);
    expect(loaded.toArray()).toEqual(expected.toArray());
    if (options.pitchOnly === false) expect(loaded.durationSeconds![99]).toBeCloseTo(expected.durationSeconds![99]!, 2);
    expect(loaded.durationSeconds === undefined).toBe(expected.durationSeconds === undefined);
  });

  test('the parts of a run, one after the other, are the run', async () => {
    const folder = await temporaryFolder();
    const args = ['datagen', '--samples', '10000', '--mode', 'singing'];
    const parts: number[][][] = [];
    for (const part of ['1/2', '2/2']) {
      const file = join(folder, 'part.arrow');
      expect((await runMain([...args, '--shard', part, '-o', file])).exitCode).toBe(0);
      parts.push(...(await loadTrainingData(file)).toArray());
    }
    const whole = await generateTrainingData({ mode: 'singing', numSamples: 10_000 });
    expect(parts).toEqual(whole.toArray());
  });

  test('people see samples, bytes and speed', async () => {
    const folder = await temporaryFolder();
    const { stdout } = await runMain(['datagen', '--samples', '1000', '-o', join(folder, 'data.arrow')]);
    expect(stdout).toMatch(/^\S+data\.arrow: 1,000 samples, [\d.]+ kB, [\d.]+ s, [\d,]+ samples\/s\n$/);
  });

  test('a bad file among the music is reported on a line', async () => {
    const folder = await folderWithMusic();
    await writeFile(join(folder, 'scores/picture.mid'), PNG_BYTES);
    const args = [
      '--mode',
      'R',
      '--music',
      join(folder, 'scores'),
      '--samples',
      '10',
      '-o',
      join(folder, 'data.arrow'),
    ];
    const { exitCode, stderr } = await runMain(['datagen', ...args]);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^midizero: skipped \S+picture\.mid: byte 0: [^\n]+\n$/);
  });
});

describe('datagen refuses with 2, one line, and nothing written', () => {
  test.each([
    { args: '--mode S', says: '--distribution: mode S needs a file from midizero distribution' },
    { args: '--mode R', says: '--music: mode R needs a folder' },
    { args: '--mode C --p-mean 60', says: '--p-mean: mode C has no such option; it has --note-max, --pitch-range' },
    { args: '--mode S --distribution FOLDER/missing.arrow', says: 'missing.arrow: no such file' },
    {
      args: '--mode S --distribution FOLDER/scores/piece-0.mid',
      says: 'piece-0.mid: frame distribution: not an Arrow',
    },
    { args: '--mode C --note-max 4 --pitch-range 60-62', says: '4 different pitches do not fit' },
    { args: '--pitch-range 0-127', says: 'pitchRange: expected [low, high] within [21, 108]' },
    { args: '--pitch-range 21', says: 'Expected two MIDI note numbers' },
    { args: '--shard 5/4', says: 'Expected a part such as 1/4' },
    { args: '--mode mixture', says: 'Allowed choices are P, C, S, R, singing' },
    { args: '--mode R --music FOLDER/scores --window-frames 1000', says: 'all 2 pieces are shorter' },
  ])('$args', async ({ args, says }) => {
    const folder = await folderWithMusic();
    const given = args.replaceAll('FOLDER', folder).split(' ');
    const run = await runMain(['datagen', ...given, '--samples', '10', '-o', join(folder, 'data.arrow')]);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toMatch(/^midizero: [^\n]+\n$/);
    expect(run.stderr).toContain(says);
    expect((await readdir(folder)).sort()).toEqual(['frames.arrow', 'scores']);
  });
});

test('an interrupted run leaves no file', async () => {
  const folder = await temporaryFolder();
  const interruption = new AbortController();
  const args = ['datagen', '--mode', 'singing', '--workers', '1', '--samples', '100000000'];
  const run = runMain([...args, '-o', join(folder, 'data.arrow')], { signal: interruption.signal });
  setTimeout(() => interruption.abort(), 300);
  expect(await run).toEqual({ exitCode: 130, stdout: '', stderr: '' });
  expect(await readdir(folder)).toEqual([]);
});
