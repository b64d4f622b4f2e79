import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeMidi } from '@midizero/midi';
import { describe, expect, test } from 'vitest';
import { inventPiece, PNG_BYTES } from './testing-support/music.js';
import { runMain } from './testing-support/run-main.js';
import { temporaryFolder } from './testing-support/temporary-folder.js';

const commands = ['index', 'search', 'inspect', 'transcribe', 'train', 'evaluate', 'datagen', 'distribution'];

describe('help', () => {
  test('names every command and says how to begin', async () => {
    const { exitCode, stdout, stderr } = await runMain(['--help']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: midizero COMMAND/);
    for (const command of commands) expect(stdout).toContain(`  ${command} `);
    expect(stdout).toContain('Where to begin');
  });

  test.each(commands)('of %s has an example', async (command) => {
    const { exitCode, stdout } = await runMain([command, '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples?:\n  midizero ${command} `));
  });

  test.each(['', ...commands])('of "%s" fits in 105 columns', async (command) => {
    const { stdout } = await runMain([...(command === '' ? [] : [command]), '--help']);
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(105);
  });
});

test('--version prints a version', async () => {
  const { exitCode, stdout } = await runMain(['--version']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

describe('a command line that makes no sense ends with 2 and one line', () => {
  test.each([
    { args: [], says: 'no command given' },
    { args: ['find'], says: "unknown command 'find'" },
    { args: ['serch', 'a.mzi', 'b.mid'], says: '(Did you mean search?)' },
    { args: ['inspect'], says: "missing required argument 'file'" },
    { args: ['inspect', 'a.mid', 'b.mid'], says: 'too many arguments' },
    { args: ['inspect', 'a.mid', '--colour'], says: "unknown option '--colour'" },
    { args: ['search', 'a.mzi', 'b.mid', '--limit', '0'], says: 'Expected a whole number, 1 to 10000' },
    { args: ['search', 'a.mzi', 'b.mid', '--aggregate', 'sum'], says: 'Allowed choices are chain, vote' },
    { args: ['search', 'a.mzi', 'b.mid', '--start', '9', '--end', '8'], says: '--end: must be later than --start' },
    { args: ['index', 'scores'], says: "required option '-o, --output <file>' not specified" },
    { args: ['train', '-o', 'model', '--steps', '5', '--minutes', '1'], says: 'cannot be used with' },
    { args: ['evaluate', '--root', '.', '--truth', 'a.csv', '--pieces', 'b.csv'], says: "'--database <folder>' not" },
  ])('$args', async ({ args, says }) => {
    const { exitCode, stdout, stderr } = await runMain(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^midizero: [^\n]+\n$/);
    expect(stderr).toContain(says);
  });
});

describe('a file that is no MIDI file ends with 2 and one line that names it', () => {
  const whole = writeMidi(inventPiece(1, 5));
  test.each([
    { name: 'empty.mid', bytes: new Uint8Array(0), says: 'byte 0' },
    { name: 'picture.mid', bytes: PNG_BYTES, says: 'byte 0' },
    { name: 'header-only.mid', bytes: whole.subarray(0, 10), says: 'byte' },
  ])('$name', async ({ name, bytes, says }) => {
    const file = join(await temporaryFolder(), name);
    await writeFile(file, bytes);
    const { exitCode, stdout, stderr } = await runMain(['inspect', file, '--json']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^midizero: [^\n]+\n$/);
    expect(stderr).toContain(`midizero: ${file}: `);
    expect(stderr).toContain(says);
  });

  test('a missing file', async () => {
    const file = join(await temporaryFolder(), 'missing.mid');
    const { exitCode, stderr } = await runMain(['inspect', file]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: `midizero: ${file}: no such file or directory\n` });
  });

  test('a folder', async () => {
    const folder = await temporaryFolder();
    const { exitCode, stderr } = await runMain(['inspect', folder]);
    const line = `midizero: ${folder}: is a directory; a file is needed here\n`;
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: line });
  });
});

test('with debug the stack follows the line', async () => {
  const { stderr } = await runMain(['inspect', 'missing.mid'], { debug: true });
  expect(stderr).toMatch(/^midizero: missing\.mid: no such file or directory\nUnusableFileError: /);
  expect(stderr).toContain('    at ');
});

test('a run that is interrupted ends with 130 and says nothing', async () => {
  const run = await runMain(['inspect', 'missing.mid'], { signal: AbortSignal.abort() });
  expect(run).toEqual({ exitCode: 130, stdout: '', stderr: '' });
});
