import { createNoteTable } from '@midizero/midi';
import { type Frames, groupFrames } from '@midizero/pitch-matrix';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alignNotes, type FrameRange, type LoneNotes, type NoteAlignmentInput } from './aligned-notes.js';
import { tempoRatio } from './tempo-ratio.js';

/** Frames of [onset, pitch] pairs. */
function frames(...notes: [startSeconds: number, pitch: number][]): Frames {
  return groupFrames(
    createNoteTable(notes.map(([startSeconds, pitch]) => ({ startSeconds, endSeconds: startSeconds + 0.1, pitch }))),
  );
}

function range(all: Frames, first = 0, length = all.length - first): FrameRange {
  return { ...all, first, length };
}

function align(query: Frames, piece: FrameRange, more: Partial<NoteAlignmentInput> = {}) {
  const both = Array.from({ length: Math.min(query.length, piece.length) }, (_, i) => i);
  return alignNotes({
    query: range(query),
    piece,
    pairs: { queryFrames: both, pieceFrames: both },
    transposition: 0,
    startSeconds: piece.startSeconds[piece.first]!,
    endSeconds: piece.startSeconds[piece.first + piece.length - 1]!,
    ...more,
  });
}

function list({ pitches, seconds }: LoneNotes): [number, number][] {
  return Array.from(pitches, (pitch, i) => [seconds[i]!, pitch]);
}

describe('alignNotes', () => {
  test('shared, missing and extra notes, the query three semitones higher and in the middle of a piece', () => {
    const piece = frames([0, 40], [1, 60], [1, 64], [2, 62], [3, 65], [9, 40]);
    const query = frames([0.5, 63], [0.5, 70], [1, 65], [1.5, 68]);
    const aligned = align(query, range(piece, 1, 3), { transposition: 3 });
    expect(aligned.length).toBe(3);
    expect([...aligned.pitches]).toEqual([63, 65, 68]);
    expect([...aligned.querySeconds]).toEqual([0.5, 1, 1.5]);
    expect([...aligned.pieceSeconds]).toEqual([1, 2, 3]);
    expect(list(aligned.missing)).toEqual([[1, 67]]);
    expect(list(aligned.extra)).toEqual([[0.5, 70]]);
  });

  test('a chord that the query spreads is all there; the same pitch a second later is not of it', () => {
    const piece = frames([1, 60], [1, 64], [1, 67], [2, 62]);
    const query = frames([1, 60], [1.1, 64], [1.2, 67], [2, 62], [3, 64]);
    const aligned = align(query, range(piece), {
      pairs: { queryFrames: [0, 3], pieceFrames: [0, 1] },
    });
    expect([...aligned.pitches]).toEqual([60, 64, 67, 62]);
    expect([...aligned.pieceSeconds]).toEqual([1, 1, 1, 2]);
    expect(aligned.missing.length).toBe(0);
    expect(list(aligned.extra)).toEqual([[3, 64]]);
  });

  test('the stretch reaches beyond the pairs where the query does', () => {
    const piece = frames([0, 50], [1, 60], [2, 61], [3, 62], [4, 50]);
    const query = frames([0, 60], [1, 61]);
    const pairs = { queryFrames: [0, 1], pieceFrames: [1, 2] };
    const narrow = align(query, range(piece), { pairs, startSeconds: 1, endSeconds: 2 });
    const wide = align(query, range(piece), { pairs, startSeconds: 0.5, endSeconds: 3.5 });
    expect(narrow.missing.length).toBe(0);
    expect(list(wide.missing)).toEqual([[3, 62]]);
  });

  test('every note of the query is shared or extra, every one of the stretch shared or missing, none twice', () => {
    const notes = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 60, max: 66 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(notes, notes, (queryNotes, pieceNotes) => {
        const query = frames(...queryNotes.map(([tenths, pitch]): [number, number] => [tenths / 10, pitch]));
        const piece = frames(...pieceNotes.map(([tenths, pitch]): [number, number] => [tenths / 10, pitch]));
        const aligned = align(query, range(piece));
        expect(aligned.length + aligned.extra.length).toBe(query.pitches.length);
        expect(aligned.length + aligned.missing.length).toBe(piece.pitches.length);
        const used = Array.from(aligned.pitches, (pitch, i) => `${pitch} ${aligned.pieceSeconds[i]}`);
        expect(new Set(used).size).toBe(used.length);
      }),
    );
  });
});

describe('tempoRatio', () => {
  test('is the slope, whatever two wrong pairs say', () => {
    const query = Array.from({ length: 20 }, (_, i) => i * 0.3);
    const piece = query.map((seconds) => 40 + 1.5 * seconds);
    piece[0] = 30;
    piece[19] = 55;
    expect(tempoRatio(query, piece)).toBeCloseTo(1.5, 9);
  });

  test('is 1 without two moments apart', () => {
    expect(tempoRatio([], [])).toBe(1);
    expect(tempoRatio([2], [7])).toBe(1);
    expect(tempoRatio([2, 2], [7, 8])).toBe(1);
  });
});
