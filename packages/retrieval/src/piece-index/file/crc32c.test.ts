import { createRandom } from '@midizero/core';
import { expect, test } from 'vitest';
import { crc32c } from './crc32c.js';

test('the check value of the standard', () => {
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa); // RFC 3720, B.4
});

test('continues over parts', () => {
  const random = createRandom(1);
  const bytes = Uint8Array.from({ length: 1003 }, () => random.integer(256));
  for (const cut of [0, 1, 7, 8, 500, 1003]) {
    expect(crc32c(bytes.subarray(cut), crc32c(bytes.subarray(0, cut)))).toBe(crc32c(bytes));
  }
});
