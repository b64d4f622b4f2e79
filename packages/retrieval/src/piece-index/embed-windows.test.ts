import { createRandom } from '@midizero/core';
import { createNoteTable } from '@midizero/midi';
import { createRawEncoder, KEY_COUNT, type WindowEncoder } from '@midizero/pitch-matrix';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { VectorPrecision } from './contract.js';
import { encodePiece } from './encode-piece.js';
import { numberRows } from './number-rows.js';
import { createIndexSettings } from './settings.js';

const raw = createRawEncoder();

/** The raw encoder, and how many windows it was given. */
function countingEncoder(): { encoder: WindowEncoder; counts: number[] } {
  const counts: number[] = [];
  const encode: WindowEncoder['encode'] = (windows, options) => {
    counts.push(windows.length / (raw.windowFrames * KEY_COUNT));
    return raw.encode(windows, options);
  };
  return { encoder: { ...raw, encode }, counts };
}

test.each<VectorPrecision>(['int8', 'float32'])(
  '%s: a passage that comes four times, and its skyline, are embedded once',
  async (precision) => {
    const random = createRandom(1);
    const tune = Array.from({ length: 40 }, () => 60 + random.integer(12));
    const notes = [...tune, ...tune, ...tune, ...tune].map((pitch, i) => ({
      startSeconds: i,
      endSeconds: i + 0.5,
      pitch,
    }));
    // A bass note at the end, so that the skyline is not all the notes.
    const table = createNoteTable([...notes, { ...notes.at(-1)!, pitch: 30 }]);
    const { encoder, counts } = countingEncoder();
    const settings = createIndexSettings(encoder, { precision, views: ['all', 'skyline'] });
    const { readings } = await encodePiece({ id: 'piece', notes: table }, settings, encoder);
    const windows = readings.reduce((sum, { windowFirstFrames }) => sum + windowFirstFrames.length, 0);
    expect(readings).toHaveLength(2);
    const encoded = counts.reduce((sum, count) => sum + count, 0);
    expect(encoded).toBeLessThan(windows / 5);
    // Every window by itself holds what its reading's frames hold.
    for (const { pitches, noteCounts, windowFirstFrames, vectors } of readings) {
      const offsets = [0];
      for (const count of noteCounts) offsets.push(offsets.at(-1)! + count);
      for (const [window, first] of windowFirstFrames.entries()) {
        const vector = vectors.subarray(window * raw.dimensions, (window + 1) * raw.dimensions);
        const cells = [...vector.entries()].filter(([, value]) => value > 0).map(([cell]) => cell);
        const expected: number[] = [];
        for (let frame = first; frame < Math.min(first + raw.windowFrames, noteCounts.length); frame++) {
          for (const pitch of pitches.subarray(offsets[frame], offsets[frame + 1])) {
            expected.push((frame - first) * KEY_COUNT + pitch - 21);
          }
        }
        expect(cells).toEqual(expected);
      }
    }
  },
);

test('a piece without notes has no vectors, and its encoder is not asked', async () => {
  const { encoder, counts } = countingEncoder();
  const piece = await encodePiece({ id: 'silence', notes: createNoteTable([]) }, createIndexSettings(encoder), encoder);
  expect(piece.readings).toEqual([]);
  expect(counts).toEqual([]);
});

test('rows have the number of the first one that is equal, overlapping ones too', () => {
  const letters = fc.array(fc.integer({ min: -1, max: 1 }), { minLength: 3, maxLength: 60 });
  fc.assert(
    fc.property(letters, fc.integer({ min: 1, max: 3 }), (words, rowWords) => {
      const starts = Uint32Array.from({ length: words.length - rowWords + 1 }, (_, i) => i);
      const { numbers, firstRows } = numberRows(Int32Array.from(words), starts, rowWords);
      const rows = Array.from(starts, (start) => words.slice(start, start + rowWords).join());
      const different = [...new Set(rows)];
      expect([...numbers]).toEqual(rows.map((row) => different.indexOf(row)));
      expect([...firstRows]).toEqual(different.map((row) => rows.indexOf(row)));
    }),
    { numRuns: 200, seed: 1 },
  );
});
