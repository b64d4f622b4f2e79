import { createRandom } from '@midizero/core';
import { expect, test } from 'vitest';
import { principalAxes } from './principal-axes.js';

test('finds the axes along which rows are long, turned any way', () => {
  const random = createRandom(4);
  // Long along (1, 1, 0, 0) and (0, 0, 1, -1), short across them.
  const rows = Array.from({ length: 500 }, () => {
    const [a, b, c, e] = [
      5 * random.gaussian(),
      3 * random.gaussian(),
      0.1 * random.gaussian(),
      0.1 * random.gaussian(),
    ];
    return [a + c, a - c, b + e, e - b].map((value) => value * Math.SQRT1_2);
  });
  const { axes, share } = principalAxes(rows.length, 4, 2, (row, target) => target.set(rows[row]!));
  const columns = [0, 1].map((axis) => [0, 1, 2, 3].map((i) => axes[i * 2 + axis]!));
  const lengths = columns.map((column) => Math.hypot(...column));
  expect(lengths[0]).toBeCloseTo(1, 6);
  expect(lengths[1]).toBeCloseTo(1, 6);
  expect(Math.abs(columns[0]![0]! + columns[0]![1]!)).toBeCloseTo(Math.SQRT2, 1);
  expect(Math.abs(columns[1]![2]! - columns[1]![3]!)).toBeCloseTo(Math.SQRT2, 1);
  expect(share).toBeGreaterThan(0.999);
  expect(share).toBeLessThan(1);
});

test('rows of zeros lie along no axis, and more axes than the rows span are none', () => {
  expect(principalAxes(10, 3, 2, (_, target) => target.fill(0)).share).toBe(0);
  const { axes, share } = principalAxes(10, 3, 2, (row, target) => target.set([row, 0, 0]));
  expect(share).toBeCloseTo(1, 6);
  expect(axes.every(Number.isFinite)).toBe(true);
});
