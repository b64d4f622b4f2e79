import { InvalidArgumentError } from '@midizero/core';
import { createNoteTable } from '@midizero/midi';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Frames, KEY_COUNT } from './contract.js';
import { cutWindows, windowStarts, writeWindows } from './cut-windows.js';
import { groupFrames } from './group-frames.js';

/** Frames of the given pitches, one a second. */
function frames(...list: number[][]): Frames {
  return groupFrames(
    createNoteTable(
      list.flatMap((pitches, second) =>
        pitches.map((pitch) => ({ startSeconds: second, endSeconds: second + 1, pitch })),
      ),
    ),
  );
}

const scale = (length: number): Frames => frames(...Array.from({ length }, (_, i) => [21 + (i % 88)]));

const framesArbitrary: fc.Arbitrary<Frames> = fc
  .array(fc.uniqueArray(fc.integer({ min: 21, max: 108 }), { minLength: 1, maxLength: 4 }), { maxLength: 40 })
  .map((list) => frames(...list));
const gridArbitrary = fc.record({
  windowFrames: fc.integer({ min: 1, max: 12 }),
  step: fc.integer({ min: 1, max: 12 }),
  includeTail: fc.boolean(),
});

describe('cutWindows', () => {
  test('the layout is [window][frame][pitch], pitch 0 = MIDI 21', () => {
    const windows = cutWindows(frames([21, 108], [60], [61]), { windowFrames: 2, step: 1 });
    expect(windows).toMatchObject({ length: 2, windowFrames: 2, firstFrame: Uint32Array.of(0, 1) });
    const ones = [...windows.data.keys()].filter((i) => windows.data[i] === 1);
    expect(ones).toEqual([0, 87, 88 + 39, 2 * 88 + 39, 3 * 88 + 40]);
    expect(windows.data.length).toBe(2 * 2 * 88);
  });

  test.each([
    [10, [0]],
    [11, [0]],
    [12, [0, 2]],
    [15, [0, 2, 4]],
  ])('%i frames give full windows alone, at every second frame', (length, firstFrame) => {
    expect([...cutWindows(scale(length)).firstFrame]).toEqual(firstFrame);
  });

  test('with includeTail the last frames are in a window too', () => {
    expect([...cutWindows(scale(15), { includeTail: true }).firstFrame]).toEqual([0, 2, 4, 5]);
    expect([...cutWindows(scale(14), { includeTail: true }).firstFrame]).toEqual([0, 2, 4]);
  });

  test('a short piece gives one window that ends in empty frames', () => {
    const { length, data } = cutWindows(frames([60], [62], [64]));
    expect(length).toBe(1);
    expect(data.length).toBe(880);
    expect(data.subarray(3 * 88).every((value) => value === 0)).toBe(true);
  });

  test('no frames give no windows', () => {
    expect(cutWindows(frames())).toMatchObject({ length: 0, data: new Float32Array(0) });
  });

  test('transposed notes that leave the keyboard are dropped, and none wraps around', () => {
    const up = cutWindows(frames([21, 60, 108]), { windowFrames: 1, transposition: 1 }).data;
    expect([...up.keys()].filter((i) => up[i] === 1)).toEqual([1, 40]);
    const down = cutWindows(frames([21, 60, 108]), { windowFrames: 1, transposition: -1 }).data;
    expect([...down.keys()].filter((i) => down[i] === 1)).toEqual([38, 86]);
    const away = cutWindows(frames([21, 60, 108]), { windowFrames: 1, transposition: 500 }).data;
    expect(away.some((value) => value !== 0)).toBe(false);
  });

  test('row by row, a window is its frames', () => {
    fc.assert(
      fc.property(framesArbitrary, gridArbitrary, fc.integer({ min: -12, max: 12 }), (piece, grid, transposition) => {
        const { data, firstFrame, windowFrames } = cutWindows(piece, { ...grid, transposition });
        for (const [window, first] of firstFrame.entries()) {
          for (let i = 0; i < windowFrames; i++) {
            const at = (window * windowFrames + i) * KEY_COUNT;
            const row = data.subarray(at, at + KEY_COUNT);
            const pitches = piece.pitches.subarray(piece.offsets[first + i], piece.offsets[first + i + 1]);
            const isThere = first + i < piece.length;
            const expected = new Float32Array(KEY_COUNT);
            for (const pitch of isThere ? pitches : []) {
              const key = pitch + transposition - 21;
              if (key >= 0 && key < KEY_COUNT) expected[key] = 1;
            }
            expect(row).toEqual(expected);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('windowStarts', () => {
  test('windows are full, on the grid, as many as fit; a tail ends with the piece', () => {
    fc.assert(
      fc.property(fc.nat(300), gridArbitrary, (frameCount, { includeTail, ...grid }) => {
        const starts = [...windowStarts(frameCount, grid)];
        const fitting = Array.from({ length: frameCount }, (_, frame) => frame).filter(
          (frame) => frame % grid.step === 0 && frame + grid.windowFrames <= frameCount,
        );
        expect(starts).toEqual(fitting.length > 0 || frameCount === 0 ? fitting : [0]);
        const withTail = [...windowStarts(frameCount, { ...grid, includeTail: true })];
        expect(withTail.slice(0, starts.length)).toEqual(starts);
        if (frameCount > 0) expect(withTail.at(-1)).toBe(Math.max(0, frameCount - grid.windowFrames));
        expect(windowStarts(frameCount, { ...grid, includeTail }).length).toBe(
          (includeTail ? withTail : starts).length,
        );
      }),
    );
  });

  test.each([
    ['windowFrames', { windowFrames: 0 }],
    ['windowFrames', { windowFrames: 2.5 }],
    ['step', { step: 0 }],
    ['step', { step: Number.NaN }],
  ])('a bad %s is refused', (name, options) => {
    expect(() => windowStarts(10, options)).toThrowError(InvalidArgumentError);
    expect(() => cutWindows(scale(3), options)).toThrowError(
      new RegExp(`^${name}: expected a whole number of 1 or more`),
    );
  });

  test('a transposition by half a semitone is refused', () => {
    expect(() => cutWindows(scale(3), { transposition: 0.5 })).toThrowError(
      /^transposition: expected a whole number, got/,
    );
  });
});

describe('writeWindows', () => {
  test('a few at a time give what cutWindows gives at once, whatever the buffer held', () => {
    const piece = scale(57);
    const all = cutWindows(piece, { transposition: 3 });
    const buffer = new Float32Array(5 * 880).fill(7);
    for (let from = 0; from < all.length; from += 5) {
      const starts = all.firstFrame.subarray(from, from + 5);
      const part = writeWindows(piece, starts, buffer, { transposition: 3 });
      expect(part).toEqual(all.data.subarray(from * 880, (from + starts.length) * 880));
    }
  });

  test('a buffer that is too small is refused', () => {
    const write = (): unknown => writeWindows(scale(20), Uint32Array.of(0, 2), new Float32Array(880));
    expect(write).toThrowError(/^target: expected room for 1760 numbers, got 880/);
  });
});
