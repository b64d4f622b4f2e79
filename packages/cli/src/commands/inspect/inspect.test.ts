import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createNoteTable, writeMidi } from '@midizero/midi';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { inventPiece, inventTune } from '../../testing-support/music.js';
import { runMain } from '../../testing-support/run-main.js';
import { temporaryFolder } from '../../testing-support/temporary-folder.js';

async function midiFile(bytes: Uint8Array): Promise<string> {
  const file = join(await temporaryFolder(), 'piece.mid');
  await writeFile(file, bytes);
  return file;
}

describe('inspect', () => {
  test('--json counts notes, tracks, frames and windows', async () => {
    const file = await midiFile(writeMidi(inventPiece(1, 10), { trackNames: ['left hand', 'right hand'] }));
    const { exitCode, stdout, stderr } = await runMain(['inspect', file, '--json']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      file,
      notes: 80,
      lastOnsetSeconds: 9.75,
      durationSeconds: expect.closeTo(9.95, 9),
      tracks: 2,
      frames: 40,
      windows: 16, // (40 - 10) / 2 + 1
      issues: [],
      issueCount: 0,
      excluded: { percussion: 0, outOfRange: 0 },
      trackList: [
        { name: 'left hand', notes: 40 },
        { name: 'right hand', notes: 40 },
      ],
    });
  });

  test('a score has a title, bars and parts', async () => {
    const file = join(await temporaryFolder(), 'tune.abc');
    await writeFile(file, inventTune(1, 8));
    const { stdout } = await runMain(['inspect', file, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'abc', midiFormat: null, title: 'Tune 1', bars: 8, notes: 32 });
    expect((await runMain(['inspect', file])).stdout).toMatch(/title +Tune 1\n +format +abc\n +bars +8\n/);
  });

  test('a file without notes has no last onset', async () => {
    const { exitCode, stdout } = await runMain(['inspect', await midiFile(writeMidi(createNoteTable([]))), '--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      notes: 0,
      lastOnsetSeconds: null,
      durationSeconds: 0,
      frames: 0,
      windows: 0,
    });
  });

  test('a truncated file is refused in one line that says where it ends', async () => {
    const whole = writeMidi(inventPiece(2, 10));
    const file = await midiFile(whole.subarray(0, whole.length - 40));
    const { exitCode, stdout, stderr } = await runMain(['inspect', file]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toBe(
      `midizero: ${file}: was cut off: track 1, byte ${whole.length - 40}: expected 40 more bytes, ` +
        'got the end of the file; --recover reads what is left\n',
    );
  });

  test('--recover reads a truncated file as far as it goes, and says so', async () => {
    const whole = writeMidi(inventPiece(2, 10));
    const file = await midiFile(whole.subarray(0, whole.length - 40));
    const { exitCode, stdout } = await runMain(['inspect', file, '--recover']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/issues +[1-9]/);
    expect(stdout).toMatch(/byte \d+: expected/);
  });

  test('people see a table of tracks', async () => {
    const file = await midiFile(writeMidi(inventPiece(3, 10), { trackNames: ['Bass', 'Flöte'] }));
    const { stdout } = await runMain(['inspect', file]);
    expect(stdout).toContain('last onset  0:09.8');
    expect(stdout).toMatch(/ +1 {2}Flöte +40 {2}\d+–\d+/);
  });
});

describe('inspect --picture', () => {
  test('draws the first frames', async () => {
    const file = await midiFile(writeMidi(inventPiece(4, 20)));
    const picture = join(await temporaryFolder(), 'piece.svg');
    const { exitCode } = await runMain(['inspect', file, '--picture', picture]);
    expect(exitCode).toBe(0);
    const svg = await readFile(picture, 'utf8');
    expect(svg).toMatch(/^<svg /);
    expect(svg).toContain('piece.mid, first 40 frames');
  });

  test('has nothing to draw without notes', async () => {
    const file = await midiFile(writeMidi(createNoteTable([])));
    const picture = join(await temporaryFolder(), 'piece.svg');
    const { exitCode, stdout, stderr } = await runMain(['inspect', file, '--picture', picture]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toBe(`midizero: ${file}: has no notes to draw\n`);
    expect(existsSync(picture)).toBe(false);
  });
});

interface CorpusRow {
  readonly file: string;
  readonly expectation: string;
  readonly notes: string;
  readonly last_onset_s: string;
}

const bench = fileURLToPath(new URL('../../../../../../shared/bench/', import.meta.url));
const list = join(bench, 'malformed/expected.csv');

describe.skipIf(!existsSync(list))('inspect on ../shared/bench/malformed (skipped where that folder is absent)', () => {
  const rows: CorpusRow[] = existsSync(list) ? parse(readFileSync(list), { columns: true }) : [];
  test.each(rows.map((row) => [row.file, row.expectation, row.notes, row.last_onset_s] as const))(
    '%s: %s',
    async (name, expectation, notes, lastOnset) => {
      const file = join(bench, name);
      const { exitCode, stdout, stderr } = await runMain(['inspect', file, '--json']);
      if (exitCode === 0) {
        const inspection = JSON.parse(stdout);
        expect(expectation).not.toBe('clear-error');
        expect(stderr).toBe('');
        if (notes !== '') expect(inspection.notes).toBe(Number(notes));
        if (lastOnset !== '') expect(Math.abs(inspection.lastOnsetSeconds - Number(lastOnset))).toBeLessThan(0.002);
      } else {
        expect(expectation).not.toBe('parses');
        expect(exitCode).toBe(2);
        expect(stdout).toBe('');
        expect(stderr.trimEnd().split('\n')).toHaveLength(1);
        expect(stderr).toContain(`midizero: ${file}: `);
      }
    },
  );
});
