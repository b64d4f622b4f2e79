import { createRandom, InvalidArgumentError } from '@midizero/core';
import { describe, expect, test } from 'vitest';
import { augmentWindow } from './augment-window.js';
import { type AugmentationOptions, resolveAugmentation } from './augmentation-options.js';

const window = Array.from({ length: 10 }, (_, i) => [40 + i, 60 + i, 80 + i]);

const nothing: AugmentationOptions = {
  addNotesProbability: 0,
  removeNotesProbability: 0,
  insertFramesProbability: 0,
  deleteFramesProbability: 0,
};

function augment(options: AugmentationOptions, seed = 1) {
  return augmentWindow(window, resolveAugmentation(options), createRandom(seed));
}

describe('one change at a time', () => {
  test('nothing', () => {
    expect(augment(nothing)).toEqual({ frames: window, similarity: 1 });
  });

  test('notes added cost 0.03 each', () => {
    const { frames, similarity } = augment({ ...nothing, addNotesProbability: 1, addNotesMax: 1 });
    const added = frames.flat().length - window.flat().length;
    expect(added).toBeGreaterThan(5);
    expect(similarity).toBeCloseTo(1 - 0.03 * added);
    for (const [i, frame] of frames.entries()) expect(frame).toEqual(expect.arrayContaining(window[i]!));
  });

  test('notes removed cost 0.03 each, and one always stays', () => {
    const { frames, similarity } = augment({ ...nothing, removeNotesProbability: 1, removeNotesMax: 9 });
    const removed = window.flat().length - frames.flat().length;
    expect(similarity).toBeCloseTo(1 - 0.03 * removed);
    for (const frame of frames) expect(frame.length).toBeGreaterThan(0);
  });

  test('a shifted note costs 0.03 a semitone', () => {
    const { frames, similarity } = augment({ ...nothing, shiftNoteProbability: 1, shiftSemitonesMax: 1 });
    for (const [i, frame] of frames.entries()) {
      expect(frame.filter((pitch) => !window[i]!.includes(pitch))).toHaveLength(1);
    }
    expect(similarity).toBeCloseTo(1 - 0.03 * 10);
  });

  test('inserted frames cost 0.1 each and push the last ones out', () => {
    const { frames, similarity } = augment({ ...nothing, insertFramesProbability: 1, insertFramesMax: 1 });
    expect(frames).toHaveLength(10);
    expect(similarity).toBeCloseTo(0.9);
    expect(
      frames.filter((frame) => frame.length === 3 && window.some((other) => String(other) === String(frame))),
    ).toHaveLength(9);
  });

  test('deleted frames cost 0.1 each, and random notes fill the window up', () => {
    const { frames, similarity } = augment({ ...nothing, deleteFramesProbability: 1, deleteFramesMax: 1 });
    expect(frames).toHaveLength(10);
    expect(frames.at(-1)).toHaveLength(1);
    expect(similarity).toBeCloseTo(0.9);
  });

  test('a duplicated frame is there twice', () => {
    const { frames } = augment({ ...nothing, duplicateFrameProbability: 1 });
    expect(new Set(frames.map(String)).size).toBe(9);
  });

  test('transposing moves all notes alike, stays on the keyboard, and costs nothing', () => {
    const { frames, similarity } = augment({ ...nothing, transposeProbability: 1, transposeSemitonesMax: 12 }, 3);
    const moves = new Set(frames.flatMap((frame, i) => frame.map((pitch, k) => pitch - window[i]![k]!)));
    expect(moves.size).toBe(1);
    expect(moves.has(0)).toBe(false);
    expect(similarity).toBe(1);
  });
});

test('the reference changes nearly every window, and 0.1 of the frames get notes', () => {
  const options = resolveAugmentation();
  const random = createRandom(4);
  const runs = Array.from({ length: 2000 }, () => augmentWindow(window, options, random));
  expect(runs.filter(({ similarity }) => similarity === 1).length).toBeLessThan(10);
  const onlyNotes = resolveAugmentation({ ...nothing, addNotesProbability: 0.1 });
  let longer = 0;
  for (let i = 0; i < 2000; i++) {
    longer += augmentWindow(window, onlyNotes, random).frames.filter(({ length }) => length > 3).length;
  }
  // An unchanged window (0.9^10 of them) is drawn again, up to 5 times.
  const tried = 1 - 0.9 ** 10;
  const expected = (20_000 * 0.1 * (1 - (1 - tried) ** 5)) / tried;
  expect(Math.abs(longer / expected - 1)).toBeLessThan(0.06);
});

test.each<[AugmentationOptions]>([
  [{ addNotesProbability: 2 }],
  [{ addNotesMax: 0 }],
  [{ pitchRange: [10, 20] }],
  [{ addNoteProbability: 1 } as AugmentationOptions],
])('refuses %j', (options) => {
  expect(() => resolveAugmentation(options)).toThrowError(InvalidArgumentError);
});
