import { InvalidArgumentError } from '@midizero/core';

/**
 * Packs windows into bits: number i becomes bit i % 8 (the lowest first) of byte floor(i / 8). A window of 10 x 88
 * takes 110 bytes, and since 88 is a multiple of 8 every frame begins at a byte of its own.
 * @param data size n * windowFrames * 88; what is not 0 counts as 1
 * @returns size n * windowFrames * 11
 * @throws InvalidArgumentError if the size is not a multiple of 8
 */
export function packWindows(data: Float32Array): Uint8Array {
  if (data.length % 8 !== 0) {
    throw new InvalidArgumentError('data', `expected whole frames of 88 numbers, got ${data.length} numbers`);
  }
  const packed = new Uint8Array(data.length / 8);
  for (let i = 0; i < data.length; i++) {
    if (data[i] !== 0) packed[i >> 3]! |= 1 << (i & 7);
  }
  return packed;
}

/**
 * Undoes {@link packWindows}.
 * @param packed size n * windowFrames * 11
 * @returns size n * windowFrames * 88, values 0 or 1
 */
export function unpackWindows(packed: Uint8Array): Float32Array {
  const data = new Float32Array(packed.length * 8);
  for (let i = 0; i < data.length; i++) data[i] = (packed[i >> 3]! >> (i & 7)) & 1;
  return data;
}
