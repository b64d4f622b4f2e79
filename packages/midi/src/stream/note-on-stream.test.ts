import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NoteOnStream } from './note-on-stream.js';

const bytes = Uint8Array.of(
  ...[0x3c, 0x40], // data without a status: a stream that is joined in the middle
  ...[0x90, 0x3c, 0x40, 0x40, 0x50], // two notes by running status
  ...[0x40, 0x00], // a note off, as a note of velocity 0
  ...[0xfe, 0x43, 0xf8, 0x60], // running status with real-time bytes between
  ...[0x83, 0x3c, 0x00, 0xb0, 0x40, 0x7f, 0xc0, 0x05, 0xd0, 0x11, 0xe0, 0x00, 0x40, 0xa0, 0x3c, 0x10], // no notes
  ...[0xf0, 0x7e, 0x3c, 0x40, 0xf7, 0x3c, 0x40], // system exclusive, which ends running status
  ...[0x99, 0x24, 0x7f], // percussion
);
const notes = [
  { pitch: 0x3c, velocity: 0x40, channel: 0 },
  { pitch: 0x40, velocity: 0x50, channel: 0 },
  { pitch: 0x43, velocity: 0x60, channel: 0 },
  { pitch: 0x24, velocity: 0x7f, channel: 9 },
];

test('notes are found however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: bytes.length })), (cuts) => {
      const stream = new NoteOnStream();
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      const found = places.slice(1).flatMap((end, i) => stream.push(bytes.subarray(places[i], end)));
      expect(found).toEqual(notes);
    }),
    { seed: 1 },
  );
});

test('any bytes are read, and give notes in range', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (any) => {
      for (const { pitch, velocity, channel } of new NoteOnStream().push(any)) {
        expect(pitch).toBeLessThan(128);
        expect(velocity).toBeGreaterThan(0);
        expect(channel).toBeLessThan(16);
      }
    }),
    { seed: 1 },
  );
});
