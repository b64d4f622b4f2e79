import type { FingerprintTable, FrameColumns, IndexedReading } from '../piece-index/contract.js';
import { SHAPE_COUNT, shapeOf } from './shape.js';
import { type FanOut, visitTriples } from './triples.js';

/** Triples that a note of the library begins: at most nine. */
export const LIBRARY_FAN_OUT: FanOut = { successors: 3, perFrame: 2 };

const PITCH_BITS = 7;

/**
 * The fingerprints of successive readings, in time and memory proportional to their notes.
 * @param readings rows of `frames`; those of the first one are the table's first
 */
export function buildFingerprintTable(
  frames: FrameColumns,
  readings: readonly Pick<IndexedReading, 'firstFrame' | 'frameCount'>[],
): FingerprintTable {
  const firstFrame = readings[0]?.firstFrame ?? 0;
  // A counting sort by shape and pitch; triples come by frame, which is thus the third key.
  const starts = new Uint32Array((SHAPE_COUNT << PITCH_BITS) + 1);
  visitAll(frames, readings, (key) => {
    starts[key + 1]!++;
  });
  for (let key = 1; key < starts.length; key++) starts[key]! += starts[key - 1]!;
  const shapeStarts = Uint32Array.from({ length: SHAPE_COUNT + 1 }, (_, shape) => starts[shape << PITCH_BITS]!);
  const pitches = new Uint8Array(starts.at(-1)!);
  const postings = new Uint32Array(pitches.length);
  visitAll(frames, readings, (key, frame) => {
    const at = starts[key]!++;
    pitches[at] = key & (2 ** PITCH_BITS - 1);
    postings[at] = frame - firstFrame;
  });
  return { firstFrame, shapeStarts, pitches, frames: postings };
}

/** @param visit gets `shape << 7 | pitch` and the row of the first note's frame */
function visitAll(
  frames: FrameColumns,
  readings: readonly Pick<IndexedReading, 'firstFrame' | 'frameCount'>[],
  visit: (key: number, frame: number) => void,
): void {
  for (const { firstFrame, frameCount } of readings) {
    const rows = { ...frames, first: firstFrame, length: frameCount };
    visitTriples(rows, LIBRARY_FAN_OUT, (frame, pitch, firstInterval, secondInterval, ratio) => {
      visit((shapeOf(firstInterval, secondInterval, Math.floor(ratio)) << PITCH_BITS) | pitch, firstFrame + frame);
    });
  }
}
