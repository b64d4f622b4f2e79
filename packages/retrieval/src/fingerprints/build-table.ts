import type { FingerprintTable, FrameColumns, IndexedReading } from '../piece-index/contract.js';
import { ratioStep, SHAPE_COUNT, shapeOf } from './shape.js';
import { TableWriter } from './table-runs.js';
import { type FanOut, visitTriples } from './triples.js';

/** Triples that a note of the library begins: at most nine. */
export const LIBRARY_FAN_OUT: FanOut = { successors: 3, perFrame: 2 };

/** MIDI note numbers. */
const PITCHES = 128;
/** Usual bytes of a posting, its share of what a run takes besides. */
const BYTES_PER_POSTING = 3;

/** Postings in some order: columns of one length. */
interface Postings {
  readonly shapes: Uint16Array;
  readonly pitches: Uint8Array;
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
  const { shapes, pitches, frames: sorted } = sortedPostings(findPostings(frames, readings));
  const writer = new TableWriter(BYTES_PER_POSTING * sorted.length);
  let at = 0;
  for (let shape = 0; shape < SHAPE_COUNT; shape++) {
    while (at < sorted.length && shapes[at] === shape) {
      const pitch = pitches[at]!;
      writer.beginRun(pitch);
      while (at < sorted.length && pitches[at] === pitch && shapes[at] === shape) writer.addFrame(sorted[at++]!);
      writer.endRun();
    }
    writer.endShape(shape);
  }
  return writer.finish();
}

/** By frame. */
function findPostings(
  frames: FrameColumns,
  readings: readonly Pick<IndexedReading, 'firstFrame' | 'frameCount'>[],
): Postings {
  const { successors } = LIBRARY_FAN_OUT;
  const most = readings.reduce((sum, { firstFrame, frameCount }) => {
    const notes = frames.offsets[firstFrame + frameCount]! - frames.offsets[firstFrame]!;
    return sum + successors * successors * notes;
  }, 0);
  const found = emptyPostings(most);
  let count = 0;
  for (const { firstFrame, frameCount } of readings) {
    const rows = { ...frames, first: firstFrame, length: frameCount };
    visitTriples(rows, LIBRARY_FAN_OUT, (frame, pitch, firstInterval, secondInterval, first, second) => {
      found.shapes[count] = shapeOf(firstInterval, secondInterval, ratioStep(first, second));
      found.pitches[count] = pitch;
      found.frames[count++] = firstFrame + frame;
    });
  }
  const { shapes, pitches, frames: ofNotes } = found;
  return { shapes: shapes.subarray(0, count), pitches: pitches.subarray(0, count), frames: ofNotes.subarray(0, count) };
}

function emptyPostings(length: number): Postings {
  return { shapes: new Uint16Array(length), pitches: new Uint8Array(length), frames: new Uint32Array(length) };
}

/** By shape, then pitch, else in the order they have: two counting sorts, by pitch first. */
function sortedPostings(postings: Postings): Postings {
  const byPitch = sortedBy(postings.pitches, PITCHES, postings);
  return sortedBy(byPitch.shapes, SHAPE_COUNT, byPitch);
}

/** @param digits what is sorted by, each below `digitCount` */
function sortedBy(digits: Uint8Array | Uint16Array, digitCount: number, postings: Postings): Postings {
  const starts = new Uint32Array(digitCount + 1);
  for (let i = 0; i < digits.length; i++) starts[digits[i]! + 1]!++;
  for (let digit = 1; digit < digitCount; digit++) starts[digit]! += starts[digit - 1]!;
  const { shapes, pitches, frames } = postings;
  const sorted = emptyPostings(digits.length);
  for (let i = 0; i < digits.length; i++) {
    const at = starts[digits[i]!]!++;
    sorted.shapes[at] = shapes[i]!;
    sorted.pitches[at] = pitches[i]!;
    sorted.frames[at] = frames[i]!;
  }
  return sorted;
}
