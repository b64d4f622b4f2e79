import { type RunOptions, throwIfAborted } from '@midizero/core';
import type { Reading, ReadRequest } from './read-file.js';

export interface RunReadingOptions extends RunOptions {
  /** What progress is shown as. */
  readonly stage: string;
}

/** Runs a reading whose bytes have to be waited for. @param fill fills a request's target */
export async function runReading<T>(
  reading: Reading<T>,
  fill: (request: ReadRequest) => Promise<void>,
  { stage, signal, onProgress }: RunReadingOptions,
): Promise<T> {
  for (let step = reading.next(); ; step = reading.next()) {
    if (step.done) return step.value;
    throwIfAborted(signal);
    const { target, byteOffset, totalBytes } = step.value;
    await fill(step.value);
    if (totalBytes > 0)
      onProgress?.({ stage, completed: byteOffset + target.length, total: totalBytes, unit: 'bytes' });
  }
}
