import { describe, expect, test } from 'vitest';
import { placeFromPairs } from './place.js';

/** Onsets of query frames, half a second apart. */
const querySeconds = Float64Array.from({ length: 41 }, (_, frame) => frame / 2);

/** The place by pairs of the query frames `first .. last`, each with the piece's onset that `onset` gives. */
function place(first: number, last: number, onset: (frame: number) => number) {
  const queryFrames = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return placeFromPairs({ queryFrames, pieceFrames: queryFrames }, querySeconds, onset);
}

describe('placeFromPairs', () => {
  test('is where the first and the last onset are', () => {
    expect(place(0, 40, (frame) => 100 + frame / 4)).toEqual({ startSeconds: 100, endSeconds: 110 });
  });

  test('goes on to the ends of the query where they have no pair', () => {
    const { startSeconds, endSeconds } = place(4, 36, (frame) => 100 + frame / 4);
    expect(startSeconds).toBeCloseTo(100, 9);
    expect(endSeconds).toBeCloseTo(110, 9);
  });

  test('a wrong pair at either end moves nothing', () => {
    const { startSeconds, endSeconds } = place(0, 40, (frame) => {
      if (frame === 0) return 91;
      return frame === 40 ? 119 : 100 + frame / 4;
    });
    expect(startSeconds).toBeCloseTo(100, 9);
    expect(endSeconds).toBeCloseTo(110, 9);
  });

  test('each end goes on at its own tempo where the tempo changes between', () => {
    const { startSeconds, endSeconds } = place(6, 34, (frame) => (frame < 20 ? 100 + frame / 4 : 85 + frame));
    expect(startSeconds).toBeCloseTo(100, 1);
    expect(endSeconds).toBeCloseTo(125, 1);
  });

  test('is not before the piece, and its end not before its start', () => {
    expect(place(20, 40, (frame) => (frame - 20) / 2).startSeconds).toBe(0);
    const queryFrames = [0];
    expect(placeFromPairs({ queryFrames, pieceFrames: [3] }, Float64Array.of(1), () => 7)).toEqual({
      startSeconds: 7,
      endSeconds: 7,
    });
  });
});
