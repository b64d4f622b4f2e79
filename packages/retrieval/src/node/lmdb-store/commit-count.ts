import { constants } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { IndexFormatError } from '../../errors.js';
import { damaged, parseText } from '../../piece-index/file/layout.js';
import { writeAt } from '../file-store/write-log.js';
import { seal, unseal } from './sealed-values.js';

/**
 * A file beside the database that says how many commits there are at least. LMDB keeps its last two states and tells by
 * their numbers, which have no checksum, which one counts: a damaged number would bring back the one before.
 */
export const COMMITS_FILE = 'commits';

const KEY = new TextEncoder().encode(COMMITS_FILE);
/** All that is ever written at once, so that also a crash leaves it whole: a file that is not whole is damage. */
const TEXT_BYTES = 60;

/** To be called when the commit is on the disk. */
export async function writeCommitCount(folder: string, commits: number): Promise<void> {
  const { value } = seal(KEY, [new TextEncoder().encode(JSON.stringify({ commits }).padEnd(TEXT_BYTES))]);
  const file = await open(join(folder, COMMITS_FILE), constants.O_WRONLY | constants.O_CREAT);
  try {
    await writeAt(file, value, 0);
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** A file that is read while it is written may come half old, half new. */
const READ_ATTEMPTS = 3;

/** @throws IndexFormatError if it is damaged or missing */
export async function readCommitCount(folder: string): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { content } = unseal(KEY, await readFile(join(folder, COMMITS_FILE)), 'commit');
      return (parseText(content) as { readonly commits: number }).commits;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw damaged('commit');
      if (!(error instanceof IndexFormatError) || attempt === READ_ATTEMPTS) throw error;
      await delay(5);
    }
  }
}
