import { describe, expect, test } from 'vitest';
import { MidiParseError } from '../errors.js';
import { createNoteTable } from '../note-table.js';
import {
  ascii,
  bytes,
  chunk,
  END_OF_TRACK,
  header,
  noteOff,
  noteOn,
  oneTrack,
  tempo,
  track,
} from '../testing-support/midi-bytes.js';
import { writeMidi } from '../write/write-midi.js';
import type { MidiIssue, MidiIssueKind } from './issues.js';
import { parseMidi, readMidi } from './read-midi.js';

const note = [...noteOn(0, 60), ...noteOff(96, 60)];
const later = [...noteOn(0, 64), ...noteOff(96, 64)];
const body = [...note, ...END_OF_TRACK];
const twoTracks = header({ format: 1, tracks: 2 });

/** Symptom, file, pitches that must be read, kinds of issues that must be reported. */
const damaged: [symptom: string, file: Uint8Array, pitches: number[], issues: MidiIssueKind[]][] = [
  ['bytes before the header', bytes(new Array(128).fill(0), header(), track(note)), [60], ['leading-bytes']],
  ['a header of 4 bytes', bytes(chunk('MThd', [0, 0, 0, 1]), track(note)), [60], ['header', 'header']],
  ['a header that gives its length as 0', bytes(chunk('MThd', [0, 0, 0, 1, 1, 224], 0), track(note)), [60], ['header']],
  ['a format of 7', bytes(header({ format: 7 }), track(note)), [60], ['header']],
  ['a division of 0', bytes(header({ division: 0 }), track(note)), [60], ['header']],
  ['a frame rate that there is not', bytes(header({ division: 0x8100 }), track(note)), [60], ['header']],
  ['fewer tracks than announced', bytes(header({ tracks: 9 }), track(note)), [60], ['track-count']],
  ['more tracks than announced', bytes(header(), track(note), track(later)), [60, 64], ['track-count']],
  ['no tracks though there should be', bytes(header()), [], ['track-count']],
  ['a track id in lower case', bytes(header(), chunk('mtrk', body)), [60], ['chunk-id']],
  ['a track id with a flipped bit', bytes(header(), chunk('MTr\xeb', body)), [60], ['chunk-id']],
  ['a track id of zeros', bytes(header(), chunk('\0\0\0\0', body)), [60], ['chunk-id']],
  ['a track without id and length', bytes(header(), body), [60], ['chunk-id']],
  ['a track length past the end of the file', bytes(header(), chunk('MTrk', body, 2 ** 31)), [60], ['chunk-length']],
  ['a track length of 0', bytes(twoTracks, chunk('MTrk', body, 0), track(later)), [60, 64], ['chunk-length']],
  [
    'a track length one too short',
    bytes(twoTracks, chunk('MTrk', body, body.length - 1), track(later)),
    [60, 64],
    ['chunk-length'],
  ],
  [
    'a track length into the next track',
    bytes(twoTracks, chunk('MTrk', body, body.length + 5), track(later)),
    [60, 64],
    ['chunk-length'],
  ],
  ['a pad byte between tracks', bytes(twoTracks, track(note), [0], track(later)), [60, 64], ['chunk-length']],
  [
    'a cut-off chunk header',
    bytes(twoTracks, track(note), ascii('MTrk'), [0, 0]),
    [60],
    ['trailing-bytes', 'track-count'],
  ],
  ['bytes behind the last track', bytes(header(), track(note), [0, 0, 0]), [60], ['trailing-bytes']],
  ['a second file behind the first', bytes(header(), track(note), header(), track(later)), [60], ['trailing-bytes']],
  ['no end-of-track', bytes(header(), chunk('MTrk', note)), [60], ['end-of-track']],
  ['events behind end-of-track', bytes(header(), chunk('MTrk', [...body, ...later])), [60], ['end-of-track']],
  [
    'a note-on cut in half',
    bytes(header(), chunk('MTrk', [...note, 0, 0x90])),
    [60],
    ['truncated-event', 'end-of-track'],
  ],
  [
    'a delta time cut in half',
    bytes(header(), chunk('MTrk', [...note, 0x83])),
    [60],
    ['truncated-event', 'end-of-track'],
  ],
  [
    'a text longer than the track',
    oneTrack(note, [0, 0xff, 1, 0x86, 0x20, 65]),
    [60],
    ['truncated-event', 'end-of-track'],
  ],
  ['a delta time of six bytes', oneTrack([0x80, 0x80, 0x80, 0x80, 0x80, ...note]), [60], ['delta-time']],
  ['data bytes before any status', oneTrack([0, 60, 0, 60], note), [60], ['running-status', 'running-status']],
  ['running status across a meta event', oneTrack(noteOn(0, 60), [0, 0xff, 1, 1, 65], [96, 60, 0]), [60], []],
  ['running status across a sysex', oneTrack(noteOn(0, 60), [0, 0xf0, 2, 1, 0xf7], [96, 60, 0]), [60], []],
  ['a velocity of 200', oneTrack([0, 0x90, 60, 200], noteOff(96, 60)), [60], ['data-byte']],
  ['a key of 200', oneTrack([0, 0x90, 200, 80], note), [60], ['data-byte']],
  [
    'messages that may not stand in a file',
    oneTrack([0, 0xf1, 127, 0, 0xf2, 1, 2, 0, 0xf4, 0, 0xf8], note),
    [60],
    new Array(4).fill('illegal-status'),
  ],
  ['a tempo of 0', oneTrack(tempo(0, 0), note), [60], ['tempo']],
  ['a tempo of two bytes', oneTrack([0, 0xff, 0x51, 2, 7, 161], note), [60], ['tempo']],
  ['a note that nothing ends', oneTrack(noteOn(0, 60)), [60], ['unended-note']],
  ['a note-off without a note', oneTrack(noteOff(0, 64), note), [60], ['stray-note-off']],
  ['an unknown chunk', bytes(header(), chunk('XFIH', [1, 2, 3]), track(note)), [60], []],
  ['a header of 10 bytes', bytes(chunk('MThd', [0, 0, 0, 1, 1, 224, 9, 9, 9, 9]), track(note)), [60], []],
];

describe('damaged files give what a player would play', () => {
  test.each(damaged)('%s', (_, file, pitches, issues) => {
    const seen: MidiIssue[] = [];
    const result = readMidi(file, { onIssue: (issue) => seen.push(issue) });
    expect([...result.notes.pitch]).toEqual(pitches);
    expect(result.issues.map((issue) => issue.kind)).toEqual(issues);
    expect(result.issueCount).toBe(issues.length);
    expect(seen).toEqual(result.issues);
    for (const { message } of seen) expect(message).toMatch(/^(track \d+, )?byte \d+: expected [ -~]+, got [ -~]+$/);
  });

  test.each(damaged.filter(([, , , issues]) => issues.length > 0))('%s is refused when strict', (_, file) => {
    expect(() => parseMidi(file, { strict: true })).toThrowError(MidiParseError);
  });

  test.each(damaged.filter(([, , , issues]) => issues.length === 0))('%s is fine when strict', (_, file, pitches) => {
    expect([...parseMidi(file, { strict: true }).pitch]).toEqual(pitches);
  });

  test('an issue says where it is', () => {
    const [issue] = readMidi(bytes(twoTracks, track(note), track(tempo(0, 0)))).issues;
    const offset = 14 + track(note).length + 8;
    expect(issue).toEqual({
      kind: 'tempo',
      byteOffset: offset,
      track: 1,
      message: `track 1, byte ${offset}: expected a tempo of three bytes above 0, got 0`,
    });
  });
});

describe('what is no MIDI file is refused', () => {
  const others: [string, Uint8Array, string][] = [
    ['an empty file', bytes(), 'byte 0: expected a MIDI file (MThd), got no bytes at all'],
    [
      'a PNG picture',
      bytes([0x89], ascii('PNG\r\n'), [0x1a, 10]),
      'byte 0: expected a MIDI file (MThd), got a PNG picture',
    ],
    [
      'a zip archive with a MIDI file in it',
      bytes(ascii('PK\x03\x04'), header(), track(note)),
      'byte 0: expected a MIDI file (MThd), got a zip archive',
    ],
    ['text', bytes(ascii('not a midi file')), 'byte 0: expected a MIDI file (MThd), got "not "'],
    ['binary', bytes([0, 7, 255, 10]), 'byte 0: expected a MIDI file (MThd), got bytes 00 07 ff 0a'],
    [
      'a WAVE file',
      bytes(ascii('RIFF'), [4, 0, 0, 0], ascii('WAVEfmt ')),
      'byte 8: expected a MIDI file, got a RIFF file of type "WAVE"',
    ],
    [
      'an RMID file without data',
      bytes(ascii('RIFF'), [4, 0, 0, 0], ascii('RMID')),
      'byte 12: expected a data chunk in the RIFF file, got none',
    ],
    [
      'the first bytes of a MIDI file',
      bytes(ascii('MThd'), [0, 0]),
      'byte 0: expected a header chunk of 14 bytes, got the end of the file after 6',
    ],
  ];

  test.each(others)('%s', (_, file, message) => {
    expect(() => parseMidi(file)).toThrowError(
      expect.objectContaining({ name: 'MidiParseError', code: 'MIDI_PARSE', message }),
    );
  });

  test('an RMID file is read, whatever else it holds', () => {
    const midi = bytes(header(), track(note));
    const data = [...ascii('data'), midi.length, 0, 0, 0, ...midi];
    const list = [...ascii('LIST'), 3, 0, 0, 0, 1, 2, 3, 0];
    const file = bytes(ascii('RIFF'), [4 + list.length + data.length, 0, 0, 0], ascii('RMID'), list, data, [9, 9]);
    expect(readMidi(file)).toMatchObject({ issues: [], notes: { length: 1 } });
  });
});

describe('limits', () => {
  const file = oneTrack(note, later);

  test('maxBytes and maxNotes refuse', () => {
    expect(() => parseMidi(file, { maxBytes: file.length - 1 })).toThrowError(/at most \d+ bytes \(maxBytes\)/);
    expect(() => parseMidi(file, { maxNotes: 1 })).toThrowError(/at most 1 notes \(maxNotes\), got more/);
    expect(parseMidi(file, { maxNotes: 2, maxBytes: file.length }).length).toBe(2);
  });

  test('maxTicks ends a track early', () => {
    const result = readMidi(file, { maxTicks: 100 });
    expect([...result.notes.pitch]).toEqual([60, 64]);
    expect(result.issues.map((issue) => issue.kind)).toEqual(['tick-limit', 'end-of-track', 'unended-note']);
  });

  test('times stay finite after a billion ticks', () => {
    const absurd = [0xff, 0xff, 0xff, 0x7f];
    const result = readMidi(oneTrack(tempo(0, 2 ** 24 - 1), ...new Array(20).fill([...absurd, 0x90, 60, 80])));
    expect(result.issues.map((issue) => issue.kind)).toContain('tick-limit');
    expect(result.notes.length).toBe(16);
    expect(Number.isFinite(result.durationSeconds)).toBe(true);
  });

  test('issues beyond maxIssues are counted, not kept', () => {
    const result = readMidi(oneTrack(...new Array(50).fill(noteOff(0, 60))), { maxIssues: 7 });
    expect(result.issues).toHaveLength(7);
    expect(result.issueCount).toBe(50);
  });

  test('tens of thousands of empty tracks take no time', () => {
    const empty = new Array(30_000).fill(track()).flat();
    expect(readMidi(bytes(header({ format: 1, tracks: 30_000 }), empty)).tracks).toHaveLength(30_000);
  });
});

describe('a file that was cut off', () => {
  const whole = writeMidi(
    createNoteTable(Array.from({ length: 8 }, (_, i) => ({ startSeconds: i, endSeconds: i + 0.5, pitch: 60 + i }))),
  );

  test('wherever the cut is in the track, the issue says how many bytes are missing', () => {
    const firstEvent = whole.length - 40;
    for (let length = firstEvent; length < whole.length; length++) {
      const { issues } = readMidi(whole.subarray(0, length));
      const cut = issues.find(({ kind }) => kind === 'truncated-file');
      expect(cut, `cut at ${length}`).toMatchObject({ byteOffset: length });
      expect(cut?.message).toContain(`expected ${whole.length - length} more bytes`);
    }
    expect(readMidi(whole).issues).toEqual([]);
  });
});
