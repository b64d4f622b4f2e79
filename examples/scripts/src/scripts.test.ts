import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const MOST_LINES = 15;
const folder = fileURLToPath(new URL('..', import.meta.url));
const scripts = (await readdir(folder)).filter((name) => name.endsWith('.mjs'));

test.concurrent.each(scripts)(
  `%s runs, and has ${MOST_LINES} lines at most`,
  async (name) => {
    const text = await readFile(join(folder, name), 'utf8');
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(MOST_LINES);
    const cwd = await mkdtemp(join(tmpdir(), 'midizero-script-'));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(folder, name)], {
      cwd,
      timeout: 120_000,
    });
    await rm(cwd, { recursive: true });
    expect(stderr).toBe('');
    expect(stdout.trim()).not.toBe('');
  },
  120_000,
);
