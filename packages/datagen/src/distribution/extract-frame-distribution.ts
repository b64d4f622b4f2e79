import { type RunOptions, throwIfAborted } from '@midizero/core';
import type { Frames } from '@midizero/pitch-matrix';
import { FrameCounter } from './frame-counter.js';
import type { FrameDistribution } from './frame-distribution.js';

/**
 * Counts the frames of pieces and which frame follows which, for mode S. Pieces are taken one at a time and not kept.
 * @param pieces frames of each piece; an async iterable may read files as it goes
 * @returns a distribution without frames if there are none
 */
export async function extractFrameDistribution(
  pieces: Iterable<Frames> | AsyncIterable<Frames>,
  options: RunOptions = {},
): Promise<FrameDistribution> {
  const counter = new FrameCounter();
  let completed = 0;
  for await (const frames of pieces) {
    throwIfAborted(options.signal);
    counter.add(frames);
    completed++;
    options.onProgress?.({ stage: 'count frames', completed, total: undefined, unit: 'pieces' });
  }
  return counter.finish();
}
