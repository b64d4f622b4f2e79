import { readFile } from 'node:fs/promises';
import { DataFormatError } from '@midizero/core';
import { writeFileSafely } from '@midizero/core/node';
import type { TrainingCheckpoint } from '../checkpoint/checkpoint.js';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint/checkpoint.js';

/** Writes a checkpoint; the file is whole at every moment. */
export async function saveCheckpoint(path: string, checkpoint: TrainingCheckpoint): Promise<void> {
  await writeFileSafely(path, encodeCheckpoint(checkpoint));
}

/** @throws DataFormatError naming the file if it is no whole checkpoint */
export async function loadCheckpoint(path: string): Promise<TrainingCheckpoint> {
  const bytes = await readFile(path);
  try {
    return decodeCheckpoint(bytes);
  } catch (cause) {
    if (!(cause instanceof DataFormatError)) throw cause;
    throw new DataFormatError(`${path}: ${cause.message}`, { ...cause.details, path }, { cause });
  }
}
