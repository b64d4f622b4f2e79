import type { FingerprintTable, FrameColumns, IndexedReading } from '../piece-index/contract.js';
import { SHAPE_COUNT, shapeOf } from './shape.js';
import { TableWriter } from './table-runs.js';
import { type FanOut, visitTriples } from './triples.js';

/** Triples that a note of the library begins: at most nine. */
export const LIBRARY_FAN_OUT: FanOut = { successors: 3, perFrame: 2 };

const PITCH_BITS = 7;
const PITCHES = 2 ** PITCH_BITS;
/** Usual bytes of a posting, its share of what a run takes besides. */
const BYTES_PER_POSTING = 3;

/** Postings in any order: columns of one length. */
interface Postings {
  /** `shape << 7 | pitch`. */
  readonly keys: Uint32Array;
  readonly frames: Uint32Array;
}

/**
 * The fingerprints of readings, in time and memory proportional to their notes.
 * @param readings rows of `frames`, ascending
 */
export function buildFingerprintTable(
  frames: FrameColumns,
  readings: readonly Pick<IndexedReading, 'firstFrame' | 'frameCount'>[],
): FingerprintTable {
  // Triples come by frame; sorted by pitch, then by shape, those that are equal stay in their order.
  const found = findPostings(frames, readings);
  const byPitch = stableSort(found, PITCHES, (key) => key & (PITCHES - 1));
  const { keys, frames: sorted } = stableSort(byPitch, SHAPE_COUNT, (key) => key >> PITCH_BITS);
  const writer = new TableWriter(BYTES_PER_POSTING * keys.length);
  let at = 0;
  for (let shape = 0; shape < SHAPE_COUNT; shape++) {
    while (at < keys.length && keys[at]! >> PITCH_BITS === shape) {
      const key = keys[at]!;
      writer.beginRun(key & (PITCHES - 1));
      while (at < keys.length && keys[at] === key) writer.addFrame(sorted[at++]!);
      writer.endRun();
    }
    writer.endShape(shape);
  }
  return writer.finish();
}

function findPostings(
  frames: FrameColumns,
  readings: readonly Pick<IndexedReading, 'firstFrame' | 'frameCount'>[],
): Postings {
  const { successors } = LIBRARY_FAN_OUT;
  const most = readings.reduce((sum, { firstFrame, frameCount }) => {
    const notes = frames.offsets[firstFrame + frameCount]! - frames.offsets[firstFrame]!;
    return sum + successors * successors * notes;
  }, 0);
  const keys = new Uint32Array(most);
  const postings = new Uint32Array(most);
  let count = 0;
  for (const { firstFrame, frameCount } of readings) {
    const rows = { ...frames, first: firstFrame, length: frameCount };
    visitTriples(rows, LIBRARY_FAN_OUT, (frame, pitch, firstInterval, secondInterval, ratio) => {
      keys[count] = (shapeOf(firstInterval, secondInterval, Math.floor(ratio)) << PITCH_BITS) | pitch;
      postings[count++] = firstFrame + frame;
    });
  }
  return { keys: keys.subarray(0, count), frames: postings.subarray(0, count) };
}

/** A counting sort. @param digitOf what is sorted by, a whole number below `digits` */
function stableSort({ keys, frames }: Postings, digits: number, digitOf: (key: number) => number): Postings {
  const starts = new Uint32Array(digits + 1);
  for (let i = 0; i < keys.length; i++) starts[digitOf(keys[i]!) + 1]!++;
  for (let digit = 1; digit < digits; digit++) starts[digit]! += starts[digit - 1]!;
  const sorted = { keys: new Uint32Array(keys.length), frames: new Uint32Array(keys.length) };
  for (let i = 0; i < keys.length; i++) {
    const at = starts[digitOf(keys[i]!)]!++;
    sorted.keys[at] = keys[i]!;
    sorted.frames[at] = frames[i]!;
  }
  return sorted;
}
