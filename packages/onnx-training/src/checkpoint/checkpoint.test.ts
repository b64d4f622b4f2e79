import { createRandom, DataFormatError, restoreRandom } from '@midizero/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TrainingCheckpoint } from './checkpoint.js';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.js';
import { crc32 } from './crc32.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';

const checkpoint: TrainingCheckpoint = {
  step: 1234,
  tensors: {
    'layer/w': Float32Array.of(1, -2, 3.5),
    'layer/w/first_moment': new Float32Array(3),
    empty: new Float32Array(0),
  },
  randomState: createRandom(7).saveState(),
  metadata: { recipe: '{"batch":256}', naïve: 'ü' },
};

describe('checkpoints', () => {
  test('come back as they were', () => {
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
  });

  test('read from a Buffer that is a part of a larger one', () => {
    const bytes = encodeCheckpoint(checkpoint);
    const pooled = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3);
    expect(decodeCheckpoint(pooled)).toEqual(checkpoint);
  });

  test('carry a random state that goes on', () => {
    const { randomState } = decodeCheckpoint(encodeCheckpoint(checkpoint));
    expect(restoreRandom(randomState!).uint32()).toBe(createRandom(7).uint32());
  });

  test('any single damaged byte or lost end is noticed or harmless', () => {
    const bytes = encodeCheckpoint(checkpoint);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at] = damaged[at]! ^ change;
        let decoded: TrainingCheckpoint;
        try {
          decoded = decodeCheckpoint(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(DataFormatError);
          return;
        }
        expect(decoded).toEqual(checkpoint); // a changed blank in the header, for example
      }),
      { seed: 1, numRuns: 400 },
    );
    for (let length = 0; length < bytes.length; length += 7) {
      expect(() => decodeCheckpoint(bytes.subarray(0, length))).toThrow(DataFormatError);
    }
  });

  test('say what is wrong', () => {
    const bytes = encodeCheckpoint(checkpoint);
    const flipped = bytes.slice();
    flipped[bytes.length - 1]! ^= 1;
    expect(() => decodeCheckpoint(flipped)).toThrow(/checksum/);
    const longer = new Uint8Array(bytes.length + 1);
    longer.set(bytes);
    expect(() => decodeCheckpoint(longer)).toThrow(/1 bytes are left over/);
    expect(() => decodeCheckpoint(bytes.subarray(0, bytes.length - 4))).toThrow(/cut off/);
    expect(() => decodeCheckpoint(encodeSafetensors({ tensors: {}, metadata: {} }))).toThrow(/expected format/);
  });
});

describe('safetensors', () => {
  test('has the layout of the format', () => {
    const bytes = encodeSafetensors({ tensors: { a: { dims: [2], data: Uint8Array.of(5, 6) } }, metadata: {} });
    const text = '{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}';
    const header = new DataView(bytes.buffer).getBigUint64(0, true);
    expect(header).toBe(BigInt(Math.ceil(text.length / 8) * 8));
    expect(new TextDecoder().decode(bytes.subarray(8, 8 + text.length))).toBe(text);
    expect(Array.from(bytes.subarray(-2))).toEqual([5, 6]);
  });

  test('keeps every element type, from views into larger buffers too', () => {
    const floats = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
    const tensors = {
      bytes: { dims: [3], data: Uint8Array.of(1, 2, 3) },
      floats: { dims: [1, 2], data: floats },
      longs: { dims: [], data: BigInt64Array.of(-5n) },
      shorts: { dims: [1], data: Int8Array.of(-7) },
      words: { dims: [2], data: Int32Array.of(-1, 1) },
    };
    const file = { tensors, metadata: { key: 'value' } };
    expect(decodeSafetensors(encodeSafetensors(file))).toEqual(file);
  });

  test('checksums are those of the standard', () => {
    const text = new TextEncoder().encode('123456789');
    expect(crc32(text)).toBe(0xcbf43926);
    expect(crc32(text.subarray(4), crc32(text.subarray(0, 4)))).toBe(0xcbf43926);
  });
});
