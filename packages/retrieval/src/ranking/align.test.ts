import { describe, expect, test } from 'vitest';
import { type PitchSets, pitchSets } from '../readings/pitch-sets.js';
import { alignFrames } from './align.js';
import { expectedFrames } from './expected-frames.js';
import { placeFromPairs } from './place.js';

function sets(frames: readonly (readonly number[])[], transposition = 0): PitchSets {
  const offsets = new Uint32Array(frames.length + 1);
  for (const [i, frame] of frames.entries()) offsets[i + 1] = offsets[i]! + frame.length;
  return pitchSets({ offsets, pitches: Uint8Array.from(frames.flat()) }, 0, frames.length, transposition);
}

const piece = [[60], [62, 65], [64], [65, 69, 72], [67], [48, 52, 55], [71], [50], [57, 60], [62]];

describe('alignFrames', () => {
  test('an exact passage scores 1 and is found away from where it was expected', () => {
    const query = piece.slice(3, 8);
    const alignment = alignFrames(sets(query), sets(piece), Int32Array.of(0, 1, 2, 3, 4), { bandFrames: 4 });
    expect(alignment).toEqual({ score: 1, queryFrames: [0, 1, 2, 3, 4], pieceFrames: [3, 4, 5, 6, 7] });
  });

  test('in another key', () => {
    const query = piece.slice(3, 8).map((frame) => frame.map((pitch) => pitch + 5));
    expect(alignFrames(sets(query, -5), sets(piece), Int32Array.of(3, 4, 5, 6, 7))!.score).toBe(1);
  });

  test('a wrong note, a lost frame and a frame too many cost, and the rest keeps its place', () => {
    const query = [piece[2]!, [65, 69, 73], [30], piece[5]!, piece[6]!];
    const alignment = alignFrames(sets(query), sets(piece), Int32Array.of(2, 3, 4, 5, 6), {
      missingNoteCost: 0.25,
    })!;
    expect(alignment.queryFrames).toEqual([0, 1, 3, 4]);
    expect(alignment.pieceFrames).toEqual([2, 3, 5, 6]);
    // 1 + (2 - 0.25 - 0.25) + (-0.25 - 0.25) + 3 + 1, over 9 notes
    expect(alignment.score).toBeCloseTo(6 / 9, 6);
  });

  test('a spread chord loses its first note and nothing else', () => {
    const query = [piece[4]!, [48], [52, 55], piece[6]!, piece[7]!];
    const alignment = alignFrames(sets(query), sets(piece), Int32Array.of(4, 5, 5, 6, 7))!;
    expect(alignment.queryFrames).toEqual([0, 2, 3, 4]);
    expect(alignment.pieceFrames).toEqual([4, 5, 6, 7]);
  });

  test('a chord struck once does not count for every time it is repeated', () => {
    const chord = [60, 64, 67];
    const query = [chord, [50], [52]];
    const repeated = [chord, chord, chord, chord, [50], [52]];
    expect(alignFrames(sets(query), sets(repeated), Int32Array.of(0, 1, 2))!.score).toBe(1);
  });

  test('nothing in common is no alignment', () => {
    expect(alignFrames(sets([[30], [31]]), sets(piece), Int32Array.of(0, 1))).toBeUndefined();
  });
});

test('expected frames: straight between anchors, frame by frame beyond', () => {
  const chain = { queryFrames: [2, 6], pieceFrames: [10, 18] };
  expect(Array.from(expectedFrames(chain, 9))).toEqual([8, 9, 10, 12, 14, 16, 18, 19, 20]);
});

test('a place is continued to the ends of the query by the tempo ratio', () => {
  const pairs = { queryFrames: [1, 3], pieceFrames: [0, 4] };
  const querySeconds = Float64Array.of(0, 1, 2, 3, 4);
  expect(placeFromPairs(pairs, querySeconds, (frame) => 10 + frame)).toEqual({ startSeconds: 8, endSeconds: 16 });
  const single = { queryFrames: [2], pieceFrames: [0] };
  expect(placeFromPairs(single, querySeconds, () => 1)).toEqual({ startSeconds: 0, endSeconds: 3 });
});
