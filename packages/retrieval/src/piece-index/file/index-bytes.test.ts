import { createNoteTable } from '@midizero/midi';
import { createRawEncoder } from '@midizero/pitch-matrix';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { IncompatibleIndexError, IndexFormatError } from '../../errors.js';
import { generateNotes } from '../../testing-support/generated-pieces.js';
import { generatePostings, tableOf } from '../../testing-support/generated-tables.js';
import { buildIndex } from '../build.js';
import type { PieceIndex, VectorPrecision } from '../contract.js';
import type { Piece } from '../encode-piece.js';
import { PAGE_BYTES, SEGMENTS_START } from './layout.js';
import { openIndex } from './open.js';
import { saveIndex } from './save.js';

const pieces: Piece[] = [
  { id: 'a', title: 'First', workId: 'w', notes: createNoteTable(generateNotes(1, 40)) },
  { id: 'empty', notes: createNoteTable([]) },
  { id: 'ö/β.mid', workId: 'w', sourceStamp: '17', notes: createNoteTable(generateNotes(2, 5)) },
];
const encoder = createRawEncoder();
let index: PieceIndex;
let bytes: Uint8Array;

beforeAll(async () => {
  index = await buildIndex(pieces, { encoder, fingerprints: false });
  bytes = saveIndex(index);
});

function refusal(damaged: Uint8Array): IndexFormatError {
  try {
    openIndex(damaged);
  } catch (error) {
    if (error instanceof IndexFormatError) return error;
    throw error;
  }
  throw new Error('the damaged index opened');
}

describe('an index as bytes', () => {
  test.each<VectorPrecision>(['int8', 'float32'])('%s: what is saved opens unchanged', async (precision) => {
    const original = await buildIndex(pieces, { encoder, precision, windowStep: 3 });
    expect(openIndex(saveIndex(original))).toEqual(original);
  });

  test('an index of nothing', async () => {
    const nothing = await buildIndex([], { encoder });
    expect(openIndex(saveIndex(nothing))).toEqual(nothing);
  });

  test('fingerprints come back', () => {
    const fingerprints = tableOf(generatePostings(7, index.frames.startSeconds.length));
    const original: PieceIndex = { ...index, hasFingerprints: true, fingerprints };
    expect(openIndex(saveIndex(original))).toEqual(original);
  });

  test('opens from the middle of a buffer, and from an ArrayBuffer', () => {
    const padded = new Uint8Array(bytes.length + 3);
    padded.set(bytes, 3);
    expect(openIndex(padded.subarray(3))).toEqual(index);
    expect(openIndex(bytes.slice().buffer)).toEqual(index);
  });

  test('any flipped bits are reported, wherever they are', () => {
    // Half of the damage goes to the pages before the segments, which are small beside the rest.
    const anywhere = fc.oneof(fc.nat(SEGMENTS_START + 600), fc.nat(bytes.length - 1));
    fc.assert(
      fc.property(anywhere, fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const damaged = bytes.slice();
        damaged[at]! ^= mask;
        expect(refusal(damaged).code).toBe('DATA_FORMAT');
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  test('lost and exchanged runs of bytes are reported', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 5000 }), fc.nat(255), (at, length, fill) => {
        const damaged = bytes.slice();
        damaged.fill(fill, at, at + length);
        fc.pre(damaged.some((byte, i) => byte !== bytes[i]));
        expect(refusal(damaged).code).toBe('DATA_FORMAT');
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  test('every length that is too short is reported; what follows the last commit belongs to nothing', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        expect(refusal(bytes.subarray(0, length)).message).toMatch(/truncated|Not a midizero index/);
      }),
      { numRuns: 200, seed: 2 },
    );
    expect(openIndex(Uint8Array.from([...bytes, 0, 1, 2]))).toEqual(index);
  });

  test('says what is damaged', () => {
    const damaged = bytes.slice();
    damaged[bytes.length - 1]! ^= 1;
    expect(refusal(damaged)).toMatchObject({ part: 'vectors', details: { part: 'vectors' } });
    expect(refusal(damaged).message).toContain('the checksum of the vectors');
    expect(refusal(bytes.subarray(0, bytes.length - 64)).message).toContain('truncated in the vectors');
  });

  test('another file, another version', () => {
    expect(refusal(new TextEncoder().encode('MThd and then some more bytes')).message).toMatch(/Not a midizero index/);
    for (const version of [1, 3, 5]) {
      const other = bytes.slice();
      other[8] = version;
      expect(refusal(other).message).toMatch(new RegExp(`version ${version} .*build the index again`));
    }
  });

  test("a commit page in the other one's place is reported", () => {
    for (const [from, to] of [
      [1, 2],
      [2, 1],
    ] as const) {
      const damaged = bytes.slice();
      damaged.copyWithin(to * PAGE_BYTES, from * PAGE_BYTES, (from + 1) * PAGE_BYTES);
      expect(refusal(damaged).part).toBe('commit');
    }
  });

  test('another encoder is refused by name', () => {
    expect(() => openIndex(bytes, { encoderId: 'net@2' })).toThrow(IncompatibleIndexError);
    expect(() => openIndex(bytes, { encoderId: 'net@2' })).toThrow(/"raw-10x88".*"net@2"/);
    expect(openIndex(bytes, { encoderId: encoder.id }).encoderId).toBe(encoder.id);
  });
});
