import { createRandom } from '@midizero/core';
import type { FingerprintTable } from '../piece-index/contract.js';

/**
 * Made-up tables of fingerprints, in the order that real ones have.
 * @param firstFrames where each table's frames begin, ascending from 0
 */
export function generateTables(seed: number, firstFrames: readonly number[], frameCount: number): FingerprintTable[] {
  const random = createRandom(seed);
  return firstFrames.map((firstFrame, i) => {
    const length = (firstFrames[i + 1] ?? frameCount) - firstFrame;
    const postings = Array.from({ length: 3 * length }, () => ({
      shape: random.integer(5),
      pitch: 21 + random.integer(88),
      frame: random.integer(length),
    })).sort((a, b) => a.shape - b.shape || a.pitch - b.pitch || a.frame - b.frame);
    return {
      firstFrame,
      shapeStarts: Uint32Array.from({ length: 6 }, (_, shape) => postings.filter((p) => p.shape < shape).length),
      pitches: Uint8Array.from(postings, ({ pitch }) => pitch),
      frames: Uint32Array.from(postings, ({ frame }) => frame),
    };
  });
}
