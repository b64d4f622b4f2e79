import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFormatError } from '@midizero/core';
import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { describeError } from './describe-error.js';

test('an error of midizero is its message', () => {
  expect(describeError(new DataFormatError('a.mzi: checksum differs at byte 12'))).toBe(
    'a.mzi: checksum differs at byte 12',
  );
});

test('a system error names the path and the reason in words', async () => {
  const path = join(tmpdir(), 'midizero-no-such-file.mid');
  const error = await readFile(path).catch((caught: unknown) => caught);
  expect(describeError(error)).toBe(`${path}: no such file or directory`);
});

test('whatever has several lines becomes one', () => {
  const error = new CommanderError(
    1,
    'commander.unknownOption',
    "error: unknown option '--jsn'\n(Did you mean --json?)",
  );
  expect(describeError(error)).toBe("unknown option '--jsn' (Did you mean --json?)");
});

test('an error nobody planned is marked as internal', () => {
  expect(describeError(new TypeError('x is not a function'))).toMatch(/^internal error: x is not a function/);
});
