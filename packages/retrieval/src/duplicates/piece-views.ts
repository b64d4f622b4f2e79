import { type Frames, KEY_COUNT, writeWindows } from '@midizero/pitch-matrix';
import type { IndexedReading, PieceIndex } from '../piece-index/contract.js';

/** The one reading by which a piece is compared with others: all its notes, where the index has that. */
export function wholeReadings(index: PieceIndex): (number | undefined)[] {
  return index.pieces.map(({ firstReading, readingCount }) => (readingCount === 0 ? undefined : firstReading));
}

/** The frames of a reading, times from the piece's start. */
export function readingFrames({ frames }: PieceIndex, { firstFrame, frameCount }: IndexedReading): Frames {
  const rows = frames.offsets.subarray(firstFrame, firstFrame + frameCount + 1);
  return {
    length: frameCount,
    startSeconds: Float64Array.from(frames.startSeconds.subarray(firstFrame, firstFrame + frameCount)),
    offsets: rows.map((offset) => offset - rows[0]!),
    pitches: frames.pitches.subarray(rows[0], rows.at(-1)),
    excluded: { percussion: 0, outOfRange: 0 },
  };
}

/**
 * Windows of a reading in each of some keys.
 * @param firstFrames of the windows, size n
 * @param keys semitones by which the reading lies above the pieces that it is compared with, size k
 * @returns size k * n * windowFrames * 88, for an encoder
 */
export function windowsInKeys(
  index: PieceIndex,
  reading: IndexedReading,
  firstFrames: Uint32Array,
  keys: readonly number[],
): Float32Array {
  const { windowFrames } = index.windowContract;
  const frames = readingFrames(index, reading);
  const size = firstFrames.length * windowFrames * KEY_COUNT;
  const windows = new Float32Array(keys.length * size);
  for (const [i, key] of keys.entries()) {
    const target = windows.subarray(i * size, (i + 1) * size);
    writeWindows(frames, firstFrames, target, { windowFrames, transposition: -key });
  }
  return windows;
}

/** Frames from one of some evenly spread windows to the next. */
export function frameStep(firstFrames: Uint32Array): number {
  return firstFrames.length > 1 ? firstFrames[1]! - firstFrames[0]! : 1;
}
