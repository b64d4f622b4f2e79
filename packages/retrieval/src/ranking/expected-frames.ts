import type { FramePairs } from './place.js';

/**
 * The piece frame that a chain expects for each query frame: straight lines between its anchors, and beyond them
 * a frame for a frame.
 * @returns size queryLength
 */
export function expectedFrames({ queryFrames, pieceFrames }: FramePairs, queryLength: number): Int32Array {
  const expected = new Int32Array(queryLength);
  let next = 0;
  for (let frame = 0; frame < queryLength; frame++) {
    while (next < queryFrames.length && queryFrames[next]! < frame) next++;
    if (next === 0) {
      expected[frame] = pieceFrames[0]! - (queryFrames[0]! - frame);
    } else if (next === queryFrames.length) {
      expected[frame] = pieceFrames.at(-1)! + (frame - queryFrames.at(-1)!);
    } else {
      const queryBefore = queryFrames[next - 1]!;
      const pieceBefore = pieceFrames[next - 1]!;
      const share = (frame - queryBefore) / (queryFrames[next]! - queryBefore);
      expected[frame] = Math.round(pieceBefore + share * (pieceFrames[next]! - pieceBefore));
    }
  }
  return expected;
}
