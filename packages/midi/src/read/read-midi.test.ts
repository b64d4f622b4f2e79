import { InvalidArgumentError } from '@midizero/core';
import { parseMidi as parseReference } from 'midi-file';
import { describe, expect, test } from 'vitest';
import type { NoteTable } from '../note-table.js';
import { createNoteTable } from '../note-table.js';
import { ascii, bytes, header, noteOff, noteOn, oneTrack, tempo, track } from '../testing-support/midi-bytes.js';
import { writeMidi } from '../write/write-midi.js';
import { parseMidi, readMidi } from './read-midi.js';

/** `pitch start-end` in ticks of 480 a quarter at 120 beats a minute. */
function ticksOf(notes: NoteTable): string[] {
  const tick = (seconds: number): number => Math.round(seconds * 960);
  return Array.from(notes.pitch, (pitch, row) => {
    return `${pitch} ${tick(notes.startSeconds[row]!)}-${tick(notes.endSeconds[row]!)}`;
  });
}

describe('readMidi', () => {
  test('notes, track names, division and length of a file of format 1', () => {
    const file = readMidi(
      bytes(
        header({ format: 1, tracks: 2, division: 96 }),
        track([0, 0xff, 0x03, 5, ...ascii('Piano')], noteOn(0, 60, { velocity: 100 }), noteOff(96, 60)),
        track(noteOn(48, 43, { channel: 9 }), noteOff(96, 43, { channel: 9 })),
      ),
    );
    expect(file.format).toBe(1);
    expect(file.division).toEqual({ kind: 'metrical', ticksPerQuarter: 96 });
    expect(file.issues).toEqual([]);
    expect(file.durationSeconds).toBe(0.75);
    expect([...file.notes.startSeconds]).toEqual([0, 0.25]);
    expect([...file.notes.velocity]).toEqual([100, 80]);
    expect([...file.notes.channel]).toEqual([0, 9]);
    expect([...file.notes.track]).toEqual([0, 1]);
    expect(file.tracks.map(({ name, notes }) => [name, [...notes.pitch]])).toEqual([
      ['Piano', [60]],
      ['', [43]],
    ]);
  });

  test('notes are sorted by start, then pitch, across tracks', () => {
    const notes = parseMidi(
      bytes(
        header({ format: 1, tracks: 2 }),
        track(noteOn(0, 64), noteOn(480, 62), noteOff(480, 64), noteOff(0, 62)),
        track(noteOn(0, 60), noteOn(240, 61), noteOff(480, 60), noteOff(0, 61)),
      ),
    );
    expect(ticksOf(notes)).toEqual(['60 0-720', '64 0-960', '61 240-720', '62 480-960']);
  });

  test('a tempo change in any track counts for all', () => {
    const file = readMidi(
      bytes(header({ format: 1, tracks: 2 }), track(noteOn(0, 60), noteOff(960, 60)), track(tempo(480, 1_000_000))),
    );
    expect([...file.notes.endSeconds]).toEqual([1.5]);
    expect(file.tempoMap.secondsAt(960)).toBe(1.5);
  });

  test('tracks of format 2 play one after another, each from 120 beats a minute', () => {
    const sequence = track(noteOn(0, 60), tempo(0, 1_000_000), noteOff(480, 60));
    const notes = parseMidi(bytes(header({ format: 2, tracks: 2 }), sequence, sequence));
    expect([...notes.startSeconds]).toEqual([0, 1]);
    expect([...notes.endSeconds]).toEqual([1, 2]);
  });

  test('SMPTE time: 30 frames of 80 ticks, and drop frames', () => {
    const events = track(tempo(0, 1_000_000), noteOn(2400, 60), noteOff(2400, 60));
    expect([...parseMidi(bytes(header({ division: 0xe250 }), events)).startSeconds]).toEqual([1]);
    expect(parseMidi(bytes(header({ division: 0xe350 }), events)).startSeconds[0]).toBeCloseTo(1.001, 12);
  });

  test('a view into a larger buffer, and an ArrayBuffer, are read as well', () => {
    const file = oneTrack(noteOn(0, 60), noteOff(480, 60));
    const padded = bytes([1, 2, 3], [...file], [4, 5]);
    expect(parseMidi(padded.subarray(3, 3 + file.length))).toEqual(parseMidi(file));
    expect(parseMidi(file.buffer as ArrayBuffer)).toEqual(parseMidi(file));
  });

  test('well-formed files give the events that midi-file reads', () => {
    const notes = createNoteTable(
      Array.from({ length: 200 }, (_, i) => ({
        startSeconds: i * 0.137,
        endSeconds: i * 0.137 + 0.1,
        pitch: 30 + ((i * 7) % 60),
        channel: i % 16,
      })),
    );
    const file = writeMidi(notes);
    const [events = []] = parseReference(file).tracks;
    let tick = 0;
    const onsets: [tick: number, pitch: number, channel: number][] = [];
    for (const event of events) {
      tick += event.deltaTime;
      if (event.type === 'noteOn') onsets.push([tick, event.noteNumber, event.channel]);
    }
    const read = parseMidi(file);
    expect(
      Array.from(read.pitch, (pitch, i) => [Math.round(read.startSeconds[i]! * 2000), pitch, read.channel[i]!]),
    ).toEqual(onsets);
  });

  test.each([
    ['maxNotes', { maxNotes: -1 }],
    ['maxTicks', { maxTicks: 0.5 }],
  ])('a bad %s is refused', (name, options) => {
    expect(() => parseMidi(oneTrack(), options)).toThrowError(new RegExp(`^${name}: expected a whole number`));
  });

  test('something else than bytes is refused', () => {
    expect(() => parseMidi('MThd' as unknown as Uint8Array)).toThrowError(InvalidArgumentError);
  });
});

describe('which note-off ends which note', () => {
  const cases: [string, Uint8Array, string[]][] = [
    [
      'overlapping notes of a key end in the order they began',
      oneTrack(noteOn(0, 60), noteOn(10, 60), noteOff(10, 60), noteOff(10, 60)),
      ['60 0-20', '60 10-30'],
    ],
    [
      'a note-on of velocity 0 is a note-off, under running status too',
      oneTrack(noteOn(0, 60), [20, 60, 0], [0, 62, 80], [20, 62, 0]),
      ['60 0-20', '62 20-40'],
    ],
    [
      'a note without length does not take the end of the next one',
      oneTrack(noteOn(0, 60), noteOff(0, 60), noteOn(10, 60), noteOff(10, 60)),
      ['60 0-0', '60 10-20'],
    ],
    [
      'channels are apart',
      oneTrack(
        noteOn(0, 60, { channel: 0 }),
        noteOn(0, 60, { channel: 1 }),
        noteOff(10, 60, { channel: 1 }),
        noteOff(10, 60, { channel: 0 }),
      ),
      ['60 0-20', '60 0-10'],
    ],
    [
      '"all notes off" ends them all',
      oneTrack(noteOn(0, 60), noteOn(0, 64), [30, 0xb0, 123, 0]),
      ['60 0-30', '64 0-30'],
    ],
    [
      'what nothing ends, ends with its track',
      oneTrack(noteOn(0, 60), noteOn(30, 64), noteOff(10, 64)),
      ['60 0-40', '64 30-40'],
    ],
    [
      'tracks are apart, though they share a channel',
      bytes(
        header({ format: 1, tracks: 2 }),
        track(noteOn(0, 60), noteOff(100, 60)),
        track(noteOn(10, 60), noteOff(10, 60)),
      ),
      ['60 0-100', '60 10-20'],
    ],
    [
      'a note-off in another track serves where its own track has none',
      bytes(
        header({ format: 1, tracks: 2 }),
        track(noteOn(0, 60), noteOn(50, 60)),
        track(noteOff(40, 60), noteOff(30, 60)),
      ),
      ['60 0-40', '60 50-70'],
    ],
  ];

  test.each(cases)('%s', (_, file, expected) => {
    expect(ticksOf(parseMidi(file))).toEqual(expected);
  });
});
