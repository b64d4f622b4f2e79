import { createNoteTable, type NoteTable } from '@midizero/midi';
import { expect, test } from 'vitest';
import { overlayQuery } from './overlay.js';

const MELODY = [60, 62, 64, 65, 67, 69, 71, 72, 74, 76, 77, 79];

function line(pitches: readonly number[], fromSeconds: number, stepSeconds: number): NoteTable {
  return createNoteTable(
    pitches.map((pitch, i) => {
      const startSeconds = fromSeconds + i * stepSeconds;
      return { startSeconds, endSeconds: startSeconds + 0.8 * stepSeconds, pitch };
    }),
  );
}

const piece = line([...MELODY, ...MELODY.map((pitch) => pitch - 12)], 0, 0.5);
const place = { startSeconds: 1, endSeconds: 3, transposition: 0 };

test('an exact passage at half the pace lies on the notes of the piece', () => {
  const overlay = overlayQuery(line([64, 65, 67, 69, 71], 7, 1), piece, place);
  expect(overlay.map(({ startSeconds }) => startSeconds)).toEqual([1, 1.5, 2, 2.5, 3]);
  expect(overlay.map(({ endSeconds }) => endSeconds)).toEqual(
    [1.4, 1.9, 2.4, 2.9, 3.4].map((end) => expect.closeTo(end, 6)),
  );
  expect(overlay.every(({ isInPiece }) => isInPiece)).toBe(true);
});

test('in another key it is laid into the key of the piece', () => {
  const overlay = overlayQuery(line([67, 68, 70, 72, 74], 0, 0.5), piece, { ...place, transposition: 3 });
  expect(overlay.map(({ pitch }) => pitch)).toEqual([64, 65, 67, 69, 71]);
  expect(overlay.every(({ isInPiece }) => isInPiece)).toBe(true);
});

test('a wrong note is told from the right ones, and a missed one moves nothing', () => {
  const overlay = overlayQuery(line([64, 65, 66, 69, 71], 0, 0.5), piece, place);
  expect(overlay.map(({ isInPiece }) => isInPiece)).toEqual([true, true, false, true, true]);
  const missed = overlayQuery(line([64, 65, 69, 71], 0, 0.5), piece, place);
  expect(missed.map(({ startSeconds }) => startSeconds)).toEqual([1, 1.5, 2.5, 3]);
});

test('a query that shares nothing begins where the place does', () => {
  const [first] = overlayQuery(line([21, 22], 4, 1), piece, place);
  expect(first).toMatchObject({ startSeconds: 1, isInPiece: false });
});
