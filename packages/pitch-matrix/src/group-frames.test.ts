import { InvalidArgumentError } from '@midizero/core';
import { createNoteTable, type Note, type NoteTable } from '@midizero/midi';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Frames } from './contract.js';
import { groupFrames } from './group-frames.js';

/** Notes `[startSeconds, pitch]`, or `[startSeconds, pitch, channel]`. */
function notes(...list: [number, number, number?][]): NoteTable {
  return createNoteTable(
    list.map(
      ([startSeconds, pitch, channel = 0]): Note => ({ startSeconds, endSeconds: startSeconds + 1, pitch, channel }),
    ),
  );
}

function framesOf(frames: Frames): number[][] {
  return Array.from({ length: frames.length }, (_, i) => [
    ...frames.pitches.subarray(frames.offsets[i]!, frames.offsets[i + 1]!),
  ]);
}

const noteListArbitrary = fc.array(
  fc.record({
    startSeconds: fc.double({ min: 0, max: 3, noNaN: true }),
    pitch: fc.nat(127),
    channel: fc.constantFrom(0, 1, 9),
  }),
  { maxLength: 80 },
);
const tableOf = (list: { startSeconds: number; pitch: number; channel: number }[]): NoteTable =>
  createNoteTable(list.map((note) => ({ ...note, endSeconds: note.startSeconds + 0.5 })));

describe('groupFrames of a performance', () => {
  test('notes join while they start less than the threshold after the first note of the frame', () => {
    const frames = groupFrames(notes([0, 60], [0.03, 64], [0.049, 67], [0.05, 72], [0.09, 76]));
    expect(framesOf(frames)).toEqual([
      [60, 64, 67],
      [72, 76],
    ]);
    expect([...frames.startSeconds]).toEqual([0, 0.05]);
    expect([...frames.offsets]).toEqual([0, 3, 5]);
  });

  test('the zone does not move on with each note: a fast run is cut, though no gap in it is wide', () => {
    const run = notes(...Array.from({ length: 10 }, (_, i): [number, number] => [i * 0.02, 60 + i]));
    expect(framesOf(groupFrames(run))).toEqual([[60, 61, 62], [63, 64, 65], [66, 67, 68], [69]]);
  });

  test('a wider threshold makes fewer frames', () => {
    const table = notes([0, 60], [0.06, 62], [0.12, 64]);
    expect(groupFrames(table).length).toBe(3);
    expect(groupFrames(table, { thresholdSeconds: 0.1 }).length).toBe(2);
  });

  test('pitches are ascending and each is there once', () => {
    expect(framesOf(groupFrames(notes([0, 67], [0.01, 60], [0.02, 67], [0.03, 64])))).toEqual([[60, 64, 67]]);
  });

  test('percussion and notes outside the keyboard are left out and counted', () => {
    const frames = groupFrames(notes([0, 60], [0, 36, 9], [1, 20], [1, 21], [1, 108], [1, 109], [2, 10, 9]));
    expect(framesOf(frames)).toEqual([[60], [21, 108]]);
    expect(frames.excluded).toEqual({ percussion: 2, outOfRange: 2 });
  });

  test('a note that is left out begins no zone', () => {
    expect([...groupFrames(notes([0, 36, 9], [0.04, 60], [0.08, 64])).startSeconds]).toEqual([0.04]);
  });
});

describe('groupFrames of a score', () => {
  test('notes join only where they start together', () => {
    expect(framesOf(groupFrames(notes([0, 60], [0, 64], [0.001, 67]), { source: 'score' }))).toEqual([[60, 64], [67]]);
  });

  test('rounding does not part a chord', () => {
    expect(groupFrames(notes([0.3, 60], [0.1 + 0.2, 64]), { source: 'score' }).length).toBe(1);
  });
});

describe('groupFrames', () => {
  test('no notes give no frames', () => {
    expect(groupFrames(notes())).toEqual({
      length: 0,
      startSeconds: new Float64Array(0),
      offsets: new Uint32Array(1),
      pitches: new Uint8Array(0),
      excluded: { percussion: 0, outOfRange: 0 },
    });
  });

  test('frames are not empty, in order, as far apart as the threshold, and hold all notes that count', () => {
    fc.assert(
      fc.property(noteListArbitrary, fc.double({ min: 0.001, max: 1, noNaN: true }), (list, thresholdSeconds) => {
        const frames = groupFrames(tableOf(list), { thresholdSeconds });
        const kept = list.filter(({ pitch, channel }) => channel !== 9 && pitch >= 21 && pitch <= 108);
        const { percussion, outOfRange } = frames.excluded;
        expect(kept.length + percussion + outOfRange).toBe(list.length);
        for (const [i, pitches] of framesOf(frames).entries()) {
          const start = frames.startSeconds[i]!;
          if (i > 0) expect(start - frames.startSeconds[i - 1]!).toBeGreaterThanOrEqual(thresholdSeconds);
          const within = kept.filter(
            (note) => note.startSeconds >= start && note.startSeconds - start < thresholdSeconds,
          );
          expect(pitches).toEqual([...new Set(within.map((note) => note.pitch))].sort((a, b) => a - b));
        }
      }),
    );
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a threshold of %s is refused', (thresholdSeconds) => {
    expect(() => groupFrames(notes(), { thresholdSeconds })).toThrowError(InvalidArgumentError);
  });

  test('an unknown source is refused', () => {
    expect(() => groupFrames(notes(), { source: 'sheet' as 'score' })).toThrowError(/source: .*got "sheet"/);
  });
});
