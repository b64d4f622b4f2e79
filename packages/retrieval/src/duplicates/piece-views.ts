import type { Frames } from '@midizero/pitch-matrix';
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

/** Frames from one of some evenly spread windows to the next. */
export function frameStep(firstFrames: Uint32Array): number {
  return firstFrames.length > 1 ? firstFrames[1]! - firstFrames[0]! : 1;
}
