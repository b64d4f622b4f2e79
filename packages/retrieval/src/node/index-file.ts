import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunOptions } from '@midizero/core';
import { writeFileSafely } from '@midizero/core/node';
import { IndexFormatError } from '../errors.js';
import type { PieceIndex } from '../piece-index/contract.js';
import { truncated } from '../piece-index/file/open.js';
import {
  type FirstPages,
  type ReadIndexOptions,
  type Reading,
  type ReadRequest,
  readFirstPages,
  readSegments,
} from '../piece-index/file/read-file.js';
import { type RunReadingOptions, runReading } from '../piece-index/file/run-reading.js';
import { saveIndex } from '../piece-index/file/save.js';
import { acquireLock } from './file-store/lock.js';

/**
 * Writes an index file. Whatever happens, `path` holds the old file or the new one, whole.
 * @throws StoreLockedError if a store has the file open for writing
 */
export async function writeIndexFile(path: string, index: PieceIndex): Promise<void> {
  const bytes = saveIndex(index);
  const lock = await acquireLock(path);
  try {
    await writeFileSafely(path, bytes);
  } finally {
    await lock.release();
  }
}

/**
 * Reads and verifies an index file: its last committed state. The bytes go straight into the index's columns.
 * `onProgress` counts them.
 * @throws IndexFormatError, IncompatibleIndexError as `openIndex` does
 */
export async function openIndexFile(path: string, options: ReadIndexOptions & RunOptions = {}): Promise<PieceIndex> {
  const { encoderId, ...run } = options;
  const file = await open(path, 'r');
  try {
    return await readFile(file, readSegments(await readStablePages(file, { encoderId })), run);
  } finally {
    await file.close();
  }
}

/** Runs a reading on an open file. */
export function readFile<T>(
  file: FileHandle,
  reading: Reading<T>,
  options: Partial<RunReadingOptions> = {},
): Promise<T> {
  return runReading(reading, (request) => fillFromFile(file, request), { stage: 'read index', ...options });
}

async function fillFromFile(file: FileHandle, request: ReadRequest): Promise<void> {
  const { target, byteOffset } = request;
  let filled = 0;
  while (filled < target.length) {
    const { bytesRead } = await file.read(target, filled, target.length - filled, byteOffset + filled);
    if (bytesRead === 0) throw truncated(request, byteOffset + filled);
    filled += bytesRead;
  }
}

/** A commit page that is read while it is written may come half old, half new. */
const PAGE_READ_ATTEMPTS = 3;

/** Reads the first pages, once more where they seem damaged. @throws IndexFormatError if they stay so */
export async function readStablePages(file: FileHandle, options: ReadIndexOptions = {}): Promise<FirstPages> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readFile(file, readFirstPages(options));
    } catch (error) {
      if (!(error instanceof IndexFormatError && error.part === 'commit') || attempt === PAGE_READ_ATTEMPTS)
        throw error;
      await delay(5);
    }
  }
}
