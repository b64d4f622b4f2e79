import { createNoteTable, type NoteTable } from '@midizero/midi';
import { expect, test } from 'vitest';
import { type Alignment, overlayQuery } from './overlay.js';

const nothing = { length: 0, pitches: new Uint8Array(), seconds: new Float64Array() };

function line(pitches: readonly number[], fromSeconds: number, stepSeconds: number): NoteTable {
  return createNoteTable(
    pitches.map((pitch, i) => {
      const startSeconds = fromSeconds + i * stepSeconds;
      return { startSeconds, endSeconds: startSeconds + 0.8 * stepSeconds, pitch };
    }),
  );
}

/** @param shared pitch, query seconds and piece seconds of each note that both have */
function alignment(shared: readonly (readonly [number, number, number])[], facts: Partial<Alignment> = {}): Alignment {
  return {
    alignedNotes: {
      length: shared.length,
      pitches: Uint8Array.from(shared, ([pitch]) => pitch),
      querySeconds: Float64Array.from(shared, ([, seconds]) => seconds),
      pieceSeconds: Float64Array.from(shared, ([, , seconds]) => seconds),
      missing: nothing,
      extra: nothing,
    },
    queryStartSeconds: 7,
    queryEndSeconds: 11,
    startSeconds: 1,
    tempoRatio: 0.5,
    transposition: 0,
    ...facts,
  };
}

test('a passage at half the pace lies on the notes of the piece', () => {
  const overlay = overlayQuery(
    line([64, 65, 67, 69, 71], 7, 1),
    alignment([64, 65, 67, 69, 71].map((pitch, i) => [pitch, 7 + i, 1 + i / 2])),
  );
  expect(overlay.map(({ startSeconds }) => startSeconds)).toEqual([1, 1.5, 2, 2.5, 3]);
  expect(overlay.at(-1)!.endSeconds).toBeCloseTo(3.4, 6);
  expect(overlay.every(({ isInPiece }) => isInPiece)).toBe(true);
});

test('in another key it is laid into the key of the piece', () => {
  const shared = [67, 68, 70].map((pitch, i) => [pitch, 7 + i, 1 + i / 2] as const);
  const overlay = overlayQuery(line([67, 68, 70], 7, 1), alignment(shared, { transposition: 3 }));
  expect(overlay.map(({ pitch }) => pitch)).toEqual([64, 65, 67]);
});

test('a wrong note is told from the right ones, and lies in time between them', () => {
  const overlay = overlayQuery(
    line([64, 66, 67], 7, 1),
    alignment([
      [64, 7, 1],
      [67, 9, 2],
    ]),
  );
  expect(overlay.map(({ isInPiece }) => isInPiece)).toEqual([true, false, true]);
  expect(overlay[1]!.startSeconds).toBe(1.5);
});

test('notes from before the passage are left out; a query that shares nothing begins where the place does', () => {
  const overlay = overlayQuery(line([40, 64, 66], 6, 1), alignment([]));
  expect(overlay.map(({ pitch }) => pitch)).toEqual([64, 66]);
  expect(overlay[0]).toMatchObject({ startSeconds: 1, isInPiece: false });
});
