import { type FileHandle, open, readFile } from 'node:fs/promises';
import { DataFormatError, MidizeroError } from '@midizero/core';
import { writeFileSafely } from '@midizero/core/node';
import { type AsyncRecordBatchFileReader, RecordBatchReader } from 'apache-arrow';
import { decodeFrameDistribution, encodeFrameDistribution } from '../arrow/frame-distribution-arrow.js';
import { encodeTrainingData, fromRecordBatch } from '../arrow/training-data-arrow.js';
import type { FrameDistribution } from '../distribution/frame-distribution.js';
import { concatTrainingData, type TrainingData } from '../samples/training-data.js';

/** A file that holds training data. */
export interface SavedTrainingData {
  readonly path: string;
  /** Number of samples. */
  readonly length: number;
  readonly byteLength: number;
}

/**
 * Saves samples as an Arrow IPC file, one record batch for each part, as they come. The file appears under its name once it is
 * whole.
 */
export async function saveTrainingData(
  path: string,
  windowFrames: number,
  parts: Iterable<TrainingData> | AsyncIterable<TrainingData>,
): Promise<SavedTrainingData> {
  let length = 0;
  async function* counted(): AsyncGenerator<TrainingData, void, void> {
    for await (const part of parts) {
      length += part.length;
      yield part;
    }
  }
  const byteLength = await writeFileSafely(path, encodeTrainingData(windowFrames, counted()));
  return { path, length, byteLength };
}

/** Reads samples one record batch at a time. @throws DataFormatError if the file is not training data */
export async function* loadTrainingBatches(path: string): AsyncGenerator<TrainingData, void, void> {
  const file = await open(path);
  try {
    const reader = await openReader(path, file);
    for (let index = 0; index < reader.numRecordBatches; index++) {
      const batch = await reader.readRecordBatch(index);
      if (batch) yield fromRecordBatch(batch);
    }
  } catch (cause) {
    if (cause instanceof MidizeroError) throw cause;
    throw new DataFormatError(`${JSON.stringify(path)}: damaged, or no Arrow IPC file`, { path }, { cause });
  } finally {
    await file.close();
  }
}

/** Reads all samples of a file. @throws DataFormatError if the file is not training data */
export async function loadTrainingData(path: string): Promise<TrainingData> {
  const parts: TrainingData[] = [];
  for await (const part of loadTrainingBatches(path)) parts.push(part);
  const first = parts[0];
  if (!first) throw new DataFormatError(`${JSON.stringify(path)}: holds no record batch`, { path });
  return concatTrainingData(first.windowFrames, parts);
}

/** Saves a distribution as an Arrow IPC file. */
export async function saveFrameDistribution(path: string, distribution: FrameDistribution): Promise<void> {
  await writeFileSafely(path, [encodeFrameDistribution(distribution)]);
}

/** @throws DataFormatError if the file is no frame distribution */
export async function loadFrameDistribution(path: string): Promise<FrameDistribution> {
  return decodeFrameDistribution(await readFile(path));
}

async function openReader(path: string, file: FileHandle): Promise<AsyncRecordBatchFileReader> {
  const reader = await RecordBatchReader.from(file);
  await reader.open();
  if (reader.isFile() && reader.isAsync()) return reader as unknown as AsyncRecordBatchFileReader;
  throw new DataFormatError(`${JSON.stringify(path)}: expected an Arrow IPC file`, { path });
}
