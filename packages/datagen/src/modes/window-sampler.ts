import type { Random } from '@midizero/core';
import type { SampleBuffer } from '../samples/sample-buffer.js';

/** Makes windows one at a time. What it writes depends on its options and `random` alone. */
export interface WindowSampler {
  /** Writes one window of the sampler's number of frames to the end of `buffer`. */
  draw(random: Random, buffer: SampleBuffer): void;
}
