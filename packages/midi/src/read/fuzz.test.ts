import { createRandom, type Random } from '@midizero/core';
import { describe, expect, test } from 'vitest';
import { MidiParseError } from '../errors.js';
import { createNoteTable } from '../note-table.js';
import { ascii, bytes, chunk, header, noteOff, noteOn, tempo, track } from '../testing-support/midi-bytes.js';
import { writeMidi } from '../write/write-midi.js';
import { type MidiFile, readMidi } from './read-midi.js';

const INPUTS = 6000;

const seedFiles: readonly Uint8Array[] = [
  writeMidi(
    createNoteTable(
      Array.from({ length: 60 }, (_, i) => ({
        startSeconds: i / 4,
        endSeconds: i / 4 + 1,
        pitch: 40 + i,
        track: i % 3,
      })),
    ),
    { trackNames: ['Right', 'Left', 'Pedal'] },
  ),
  bytes(
    header({ format: 1, tracks: 2, division: 0xe728 }),
    track([0, 0xff, 0x03, 4, ...ascii('Name')], tempo(0, 400_000), noteOn(0, 60), [200, 1, 60, 0]),
    chunk('XFIH', [1, 2, 3, 4]),
    track([0, 0xf0, 3, 1, 2, 0xf7], noteOn(5, 70, { channel: 9 }), noteOff(500, 70, { channel: 9 }), [0, 0xb0, 123, 0]),
  ),
];

/** Flips, overwrites, removes, doubles or cuts off bytes, one to eight times. */
function mutate(file: Uint8Array, random: Random): Uint8Array {
  const result = [...file];
  for (let edits = 1 + random.integer(8); edits > 0 && result.length > 0; edits--) {
    const at = random.integer(result.length);
    const length = Math.min(1 + random.integer(16), result.length - at);
    const edit = random.integer(6);
    if (edit === 0) result[at]! ^= 1 << random.integer(8);
    else if (edit === 1) result[at] = random.integer(256);
    else if (edit === 2) result[at] = [0, 0x7f, 0x80, 0xff][random.integer(4)]!;
    else if (edit === 3) result.splice(at, length);
    else if (edit === 4) result.splice(at, 0, ...result.slice(at, at + length));
    else result.length = at;
  }
  return Uint8Array.from(result);
}

function expectSound({ notes, durationSeconds }: MidiFile, inputBytes: number): void {
  // A note takes three bytes at least.
  expect(notes.length).toBeLessThanOrEqual(inputBytes / 3);
  expect(Number.isFinite(durationSeconds)).toBe(true);
  for (let row = 0; row < notes.length; row++) {
    const start = notes.startSeconds[row]!;
    const before = Math.max(0, row - 1);
    const isInOrder =
      notes.startSeconds[before]! < start ||
      (notes.startSeconds[before] === start && notes.pitch[before]! <= notes.pitch[row]!);
    const isSound = start >= 0 && notes.endSeconds[row]! >= start && notes.endSeconds[row]! <= durationSeconds;
    const inRange = notes.pitch[row]! < 128 && notes.velocity[row]! > 0 && notes.velocity[row]! < 128;
    if (!isInOrder || !isSound || !inRange) expect.unreachable(`row ${row} is not sound`);
  }
}

describe('mutated files', () => {
  test('give sound notes or a typed error', () => {
    const random = createRandom(2026);
    let refused = 0;
    for (let input = 0; input < INPUTS; input++) {
      const file = mutate(seedFiles[input % seedFiles.length]!, random);
      try {
        expectSound(readMidi(file), file.length);
      } catch (error) {
        if (!(error instanceof MidiParseError)) throw error;
        refused++;
      }
    }
    // Most mutations leave something to be played, and some do not.
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(INPUTS / 2);
  }, 10_000);
});
