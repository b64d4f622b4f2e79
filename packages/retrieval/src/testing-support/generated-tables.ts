import { createRandom } from '@midizero/core';
import { SHAPE_COUNT } from '../fingerprints/shape.js';
import { RunCursor, TableWriter } from '../fingerprints/table-runs.js';
import type { FingerprintTable } from '../piece-index/contract.js';

export interface Posting {
  readonly shape: number;
  readonly pitch: number;
  readonly frame: number;
}

/** Made-up postings of frames 0 to `frameCount` - 1, in the order that a table has them. */
export function generatePostings(seed: number, frameCount: number): Posting[] {
  const random = createRandom(seed);
  // Few shapes and pitches, so that runs are long, of short and long steps.
  return sortPostings(
    Array.from({ length: 4 * frameCount }, () => ({
      shape: random.integer(5) * 13_001,
      pitch: 58 + random.integer(6),
      frame: random.integer(frameCount),
    })),
  );
}

export function sortPostings(postings: readonly Posting[]): Posting[] {
  return postings.toSorted((a, b) => a.shape - b.shape || a.pitch - b.pitch || a.frame - b.frame);
}

/** @param postings in order */
export function tableOf(postings: readonly Posting[]): FingerprintTable {
  const writer = new TableWriter(0);
  let at = 0;
  for (let shape = 0; shape < SHAPE_COUNT; shape++) {
    while (postings[at]?.shape === shape) {
      const { pitch } = postings[at]!;
      writer.beginRun(pitch);
      while (postings[at]?.shape === shape && postings[at]!.pitch === pitch) writer.addFrame(postings[at++]!.frame);
      writer.endRun();
    }
    writer.endShape(shape);
  }
  return writer.finish();
}

export function postingsOf(table: FingerprintTable): Posting[] {
  const postings: Posting[] = [];
  const cursor = new RunCursor(table);
  const frames = new Uint32Array(table.postings.length);
  for (let shape = 0; shape < SHAPE_COUNT; shape++) {
    for (cursor.open(shape); cursor.pitch < Number.POSITIVE_INFINITY; cursor.next()) {
      const count = cursor.decode(frames, 0);
      for (const frame of frames.subarray(0, count)) postings.push({ shape, pitch: cursor.pitch, frame });
    }
  }
  return postings;
}
