import { InvalidArgumentError } from '@midizero/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNoteTable, iterateNotes, type NoteTable } from '../note-table.js';
import { readMidi } from '../read/read-midi.js';
import { createTempoMap, type TempoMap } from '../tempo-map.js';
import { noteArbitrary } from '../testing-support/arbitraries.js';
import { writeMidi } from './write-midi.js';

/** A note's key, and its times in ticks. */
function inTicks(notes: NoteTable, tempoMap: TempoMap): string[] {
  return Array.from(iterateNotes(notes), ({ startSeconds, endSeconds, ...note }) => {
    const key = [note.track, note.channel, note.pitch].map((part) => String(part).padStart(3)).join(' ');
    return `${key} ${Math.round(tempoMap.tickAt(startSeconds))} v${note.velocity} / ${Math.round(tempoMap.tickAt(endSeconds))}`;
  });
}

const starts = (notes: string[]): string[] => notes.map((note) => note.split(' / ')[0]!).sort();
const ends = (notes: string[]): string[] => {
  return notes.map((note) => `${note.slice(0, 11)} ${note.split(' / ')[1]}`).sort();
};

const tempoMaps: [string, TempoMap][] = [
  ['ticks of half a millisecond', createTempoMap({ kind: 'metrical', ticksPerQuarter: 1000 })],
  [
    'tempo changes',
    createTempoMap({ kind: 'metrical', ticksPerQuarter: 480 }, [
      { tick: 100, microsecondsPerQuarter: 333_333 },
      { tick: 5000, microsecondsPerQuarter: 1_000_000 },
    ]),
  ],
  ['SMPTE drop frames', createTempoMap({ kind: 'smpte', framesPerSecond: 30_000 / 1001, ticksPerFrame: 80 })],
];

describe('writeMidi', () => {
  test.each(tempoMaps)('with %s, notes come back to the nearest tick, without issues', (_, tempoMap) => {
    fc.assert(
      fc.property(fc.array(noteArbitrary, { maxLength: 60 }), (list) => {
        const notes = createNoteTable(list);
        const file = readMidi(writeMidi(notes, { tempoMap }), { strict: true });
        const written = inTicks(notes, tempoMap);
        const read = inTicks(file.notes, file.tempoMap);
        expect(starts(read)).toEqual(starts(written));
        expect(ends(read)).toEqual(ends(written));
      }),
    );
  });

  test('notes of a key that do not overlap keep their ends', () => {
    const notes = createNoteTable([
      { startSeconds: 0, endSeconds: 1, pitch: 60 },
      { startSeconds: 1, endSeconds: 1, pitch: 60 },
      { startSeconds: 1, endSeconds: 2, pitch: 60 },
    ]);
    const read = readMidi(writeMidi(notes)).notes;
    expect([...read.startSeconds]).toEqual([0, 1, 1]);
    expect([...read.endSeconds]).toEqual([1, 1, 2]);
  });

  test('tempo changes later than ticks can say are left out, and others stand at whole ticks', () => {
    const tempoMap = createTempoMap({ kind: 'metrical', ticksPerQuarter: 480 }, [
      { tick: 100.6, microsecondsPerQuarter: 400_000 },
      { tick: 2 ** 28, microsecondsPerQuarter: 300_000 },
    ]);
    const notes = createNoteTable([{ startSeconds: 1, endSeconds: 2, pitch: 60 }]);
    const file = readMidi(writeMidi(notes, { tempoMap }), { strict: true });
    expect(file.tempoMap.changes().map(({ tick }) => tick)).toEqual([0, 101]);
    expect(file.notes.startSeconds[0]).toBeCloseTo(1, 3);
  });

  test('division and tempo changes come back', () => {
    for (const [, tempoMap] of tempoMaps) {
      const read = readMidi(writeMidi(createNoteTable([]), { tempoMap })).tempoMap;
      expect(read.division).toEqual(tempoMap.division);
      expect(read.changes()).toEqual(tempoMap.changes());
    }
  });

  test('one track is format 0, more are format 1 with their names', () => {
    const note = { startSeconds: 0, endSeconds: 1, pitch: 60 };
    expect(readMidi(writeMidi(createNoteTable([note]))).format).toBe(0);
    const file = readMidi(writeMidi(createNoteTable([{ ...note, track: 1 }]), { trackNames: ['Übung', 'ピアノ'] }));
    expect(file.format).toBe(1);
    expect(file.tracks.map(({ name, notes }) => [name, notes.length])).toEqual([
      ['Übung', 0],
      ['ピアノ', 1],
    ]);
  });

  test('200,000 notes in one file, which quadratic work would not end with', () => {
    const notes = createNoteTable(
      Array.from({ length: 200_000 }, (_, i) => ({ startSeconds: i / 4, endSeconds: i / 4 + 0.2, pitch: 60 })),
    );
    expect(readMidi(writeMidi(notes)).notes.length).toBe(200_000);
  });

  const note = { startSeconds: 0, endSeconds: 1, pitch: 60 };
  test.each([
    ['a note that is too late', { ...note, endSeconds: 1e6 }, undefined, /note 0: 1000000 s are 2000000000 ticks/],
    ['a track that is too high', { ...note, track: 65_535 }, undefined, /65535 tracks, got 65536/],
    ['a tempo of half a microsecond', note, [{ tick: 0, microsecondsPerQuarter: 0.5 }], /microsecondsPerQuarter/],
  ])('%s is refused', (_, wrong, changes, message) => {
    const tempoMap = createTempoMap({ kind: 'metrical', ticksPerQuarter: 1000 }, changes);
    const write = (): unknown => writeMidi(createNoteTable([wrong]), { tempoMap });
    expect(write).toThrowError(InvalidArgumentError);
    expect(write).toThrowError(message);
  });
});
