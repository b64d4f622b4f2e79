import { InvalidArgumentError } from '@midizero/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNoteTable, excerptNotes, filterNotes, iterateNotes, type Note, transposeNotes } from './note-table.js';
import { noteArbitrary } from './testing-support/arbitraries.js';

const note = (startSeconds: number, pitch: number, rest: Partial<Note> = {}): Note => ({
  startSeconds,
  endSeconds: startSeconds + 1,
  pitch,
  ...rest,
});

describe('createNoteTable', () => {
  test('sorts by start, then pitch, and fills in defaults', () => {
    const table = createNoteTable([note(1, 60), note(0, 64), note(0, 48, { velocity: 1, channel: 9, track: 3 })]);
    expect([...iterateNotes(table)]).toEqual([
      { startSeconds: 0, endSeconds: 1, pitch: 48, velocity: 1, channel: 9, track: 3 },
      { startSeconds: 0, endSeconds: 1, pitch: 64, velocity: 64, channel: 0, track: 0 },
      { startSeconds: 1, endSeconds: 2, pitch: 60, velocity: 64, channel: 0, track: 0 },
    ]);
  });

  test('sorts as a stable comparison sort does', () => {
    fc.assert(
      fc.property(fc.array(noteArbitrary), (notes) => {
        const expected = notes.toSorted((a, b) => a.startSeconds - b.startSeconds || a.pitch - b.pitch);
        expect([...iterateNotes(createNoteTable(notes))]).toEqual(expected);
      }),
    );
  });

  test.each<[string, Partial<Note>, RegExp]>([
    ['a negative start', { startSeconds: -1 }, /note 1: startSeconds must be 0 or more, got -1/],
    ['a start that is no number', { startSeconds: Number.NaN }, /startSeconds/],
    ['an endless note', { endSeconds: Number.POSITIVE_INFINITY }, /endSeconds/],
    ['an end before the start', { startSeconds: 2, endSeconds: 1 }, /endSeconds must be at or after .*2/],
    ['a pitch of 128', { pitch: 128 }, /pitch must be a whole number from 0 to 127, got 128/],
    ['half a semitone', { pitch: 60.5 }, /pitch/],
    ['velocity 0', { velocity: 0 }, /velocity/],
    ['channel 16', { channel: 16 }, /channel/],
    ['track 65536', { track: 65_536 }, /track/],
  ])('%s is refused', (_, wrong, message) => {
    const make = (): unknown => createNoteTable([note(0, 60), { ...note(0, 60), ...wrong }]);
    expect(make).toThrowError(InvalidArgumentError);
    expect(make).toThrowError(message);
  });

  test('no notes give an empty table', () => {
    expect(createNoteTable([]).length).toBe(0);
  });
});

describe('parts of a table', () => {
  const table = createNoteTable([0, 1, 2, 3].map((start) => note(start, 60 + start, { channel: start })));

  test('excerptNotes takes onsets in a half-open interval and cuts no note', () => {
    const excerpt = excerptNotes(table, 1, 3);
    expect([...excerpt.startSeconds]).toEqual([1, 2]);
    expect([...excerpt.endSeconds]).toEqual([2, 3]);
    expect([...excerpt.channel]).toEqual([1, 2]);
  });

  test('filterNotes copies', () => {
    const all = filterNotes(table, () => true);
    expect(all).toEqual(table);
    expect(all.pitch.buffer).not.toBe(table.pitch.buffer);
  });
});

describe('transposeNotes', () => {
  test('moves all notes and drops those that leave 0..127', () => {
    const table = createNoteTable([note(0, 0), note(1, 60, { channel: 9 }), note(2, 127)]);
    expect([...transposeNotes(table, 1).pitch]).toEqual([1, 61]);
    expect([...transposeNotes(table, -1).pitch]).toEqual([59, 126]);
    expect([...table.pitch]).toEqual([0, 60, 127]);
  });

  test('there and back again is the same where nothing was dropped', () => {
    fc.assert(
      fc.property(fc.array(noteArbitrary), fc.integer({ min: -127, max: 127 }), (notes, semitones) => {
        const table = createNoteTable(notes);
        const there = transposeNotes(table, semitones);
        const kept = filterNotes(table, (row) => {
          const pitch = table.pitch[row]! + semitones;
          return pitch >= 0 && pitch <= 127;
        });
        expect(transposeNotes(there, -semitones)).toEqual(kept);
      }),
    );
  });

  test('half a semitone is refused', () => {
    expect(() => transposeNotes(createNoteTable([]), 0.5)).toThrowError(/semitones: expected a whole number, got 0.5/);
  });
});
