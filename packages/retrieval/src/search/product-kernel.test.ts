import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createProductKernel } from './product-kernel.js';

test('products are those of plain arithmetic, for any rows and numbers', () => {
  const kernel = createProductKernel(100_000)!;
  const rows = new Int8Array(kernel.memory.buffer, 0, 4096);
  const products = new Int32Array(kernel.memory.buffer, 4096, 16);
  const query = new Int16Array(kernel.memory.buffer, 8192, 512);
  const cases = fc.record({
    chunks: fc.integer({ min: 1, max: 8 }),
    count: fc.integer({ min: 1, max: 16 }),
    bytes: fc.int8Array({ minLength: 16, maxLength: 2048 }),
    numbers: fc.int16Array({ min: -32_767, minLength: 16, maxLength: 128 }),
  });
  fc.assert(
    fc.property(cases, ({ chunks, count, bytes, numbers }) => {
      const stride = 16 * chunks;
      rows.forEach((_, i) => {
        rows[i] = bytes[i % bytes.length]!;
      });
      query.forEach((_, i) => {
        query[i] = numbers[i % numbers.length]!;
      });
      products.fill(-1);
      kernel.products(0, count * stride, 8192, stride, 4096);
      const expected = Array.from({ length: 16 }, (_, row) => {
        if (row >= count) return -1;
        return rows.subarray(row * stride, (row + 1) * stride).reduce((sum, value, i) => sum + value * query[i]!, 0);
      });
      expect(Array.from(products)).toEqual(expected);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('memory holds what was asked for', () => {
  expect(createProductKernel(65_537)!.memory.buffer.byteLength).toBe(2 * 65_536);
});
