import { createNoteTable } from '@midizero/midi';
import { createRawEncoder } from '@midizero/pitch-matrix';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { IncompatibleIndexError, IndexFormatError } from '../errors.js';
import { SHAPE_COUNT } from '../fingerprints/shape.js';
import { generateNotes } from '../testing-support/generated-pieces.js';
import { buildIndex, type Piece } from './build.js';
import type { FingerprintTable, PieceIndex, VectorPrecision } from './contract.js';
import { crc32c } from './crc32c.js';
import { openIndex } from './open.js';
import { saveIndex } from './save.js';

const pieces: Piece[] = [
  { id: 'a', title: 'First', workId: 'w', notes: createNoteTable(generateNotes(1, 40)) },
  { id: 'empty', notes: createNoteTable([]) },
  { id: 'ö/β.mid', workId: 'w', notes: createNoteTable(generateNotes(2, 5)) },
];
const encoder = createRawEncoder();
let index: PieceIndex;
let bytes: Uint8Array;

beforeAll(async () => {
  index = await buildIndex(pieces, { encoder });
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

  test('tables of fingerprints, each by itself', () => {
    const table = (firstFrame: number, postings: number): FingerprintTable => ({
      firstFrame,
      shapeStarts: new Uint32Array(SHAPE_COUNT + 1).fill(postings, 100 + firstFrame),
      pitches: Uint8Array.from({ length: postings }, (_, i) => 60 + i),
      frames: Uint32Array.from({ length: postings }, (_, i) => i + firstFrame),
    });
    for (const fingerprints of [[table(0, 4), table(9, 3)], [table(5, 0)], []]) {
      expect(openIndex(saveIndex({ ...index, fingerprints }))).toEqual({ ...index, fingerprints });
    }
  });

  test('opens from the middle of a buffer', () => {
    const padded = new Uint8Array(bytes.length + 3);
    padded.set(bytes, 3);
    expect(openIndex(padded.subarray(3))).toEqual(index);
  });

  test('any flipped bits are reported, wherever they are', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const damaged = bytes.slice();
        damaged[at]! ^= mask;
        expect(refusal(damaged).code).toBe('DATA_FORMAT');
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  test('every length but the right one is reported', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        expect(refusal(bytes.subarray(0, length)).message).toMatch(/truncated|Not a midizero index/);
      }),
      { numRuns: 200, seed: 2 },
    );
    expect(refusal(Uint8Array.from([...bytes, 0])).part).toBe('end of file');
  });

  test('says which section is damaged', () => {
    const damaged = bytes.slice();
    damaged[bytes.length - 1]! ^= 1;
    expect(refusal(damaged)).toMatchObject({ part: 'vectors', details: { part: 'vectors' } });
    expect(refusal(damaged).message).toContain('section "vectors"');
    expect(refusal(bytes.subarray(0, bytes.length - 64)).message).toContain('truncated in section "vectors"');
  });

  test('another file, another version, a header that does not add up', () => {
    expect(refusal(new TextEncoder().encode('MThd and then some more bytes')).message).toMatch(/Not a midizero index/);
    const newer = bytes.slice();
    newer[8] = 3;
    expect(refusal(newer).message).toContain('version 3');
    expect(refusal(withHeader((json) => json.replace('"pieceCount":3', '"pieceCount":4'))).part).toBe('pieces');
    expect(refusal(withHeader((json) => json.replace('"dimensions":880', '"dimensions":881'))).part).toBe('vectors');
  });

  test('another encoder is refused by name', () => {
    expect(() => openIndex(bytes, { encoderId: 'net@2' })).toThrow(IncompatibleIndexError);
    expect(() => openIndex(bytes, { encoderId: 'net@2' })).toThrow(/"raw-10x88".*"net@2"/);
    expect(openIndex(bytes, { encoderId: encoder.id }).encoderId).toBe(encoder.id);
  });
});

/** The file with another header of the same length and a checksum that fits it. */
function withHeader(change: (json: string) => string): Uint8Array {
  const changed = bytes.slice();
  const view = new DataView(changed.buffer);
  const header = changed.subarray(20, 20 + view.getUint32(12, true));
  header.set(new TextEncoder().encode(change(new TextDecoder().decode(header))));
  view.setUint32(16, crc32c(header, crc32c(changed.subarray(0, 16))), true);
  return changed;
}
