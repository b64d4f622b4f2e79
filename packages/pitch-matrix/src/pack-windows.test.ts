import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packWindows, unpackWindows } from './pack-windows.js';

describe('packWindows', () => {
  test('a window of ten frames takes 110 bytes, the lowest bit first', () => {
    const data = new Float32Array(880);
    data[0] = 1;
    data[7] = 1;
    data[88] = 1;
    const packed = packWindows(data);
    expect(packed.length).toBe(110);
    expect([packed[0], packed[11]]).toEqual([0x81, 0x01]);
  });

  test('unpacking gives the same windows', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 11, maxLength: 11 })), (list) => {
        const packed = Uint8Array.from(list.flatMap((frame) => [...frame]));
        expect(packWindows(unpackWindows(packed))).toEqual(packed);
      }),
    );
  });

  test('parts of frames are refused', () => {
    expect(() => packWindows(new Float32Array(84))).toThrowError(/^data: expected whole frames of 88 numbers, got 84/);
  });
});
