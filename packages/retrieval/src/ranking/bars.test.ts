import { expect, test } from 'vitest';
import { barsOfPlace } from './bars.js';

const bars = { numbers: ['0', '1', '2', '1', '2', '3'], startSeconds: [0, 1, 3, 5, 7, 9] };

test.each([
  [0, 0.5, '0', '0'],
  [0.999, 3.5, '1', '2'],
  [5, 8.9, '1', '2'],
  [-1, 99, '0', '3'],
])('from %f s to %f s', (startSeconds, endSeconds, first, last) => {
  expect(barsOfPlace(bars, { startSeconds, endSeconds })).toEqual({ first, last });
});

test('pieces without bars', () => {
  expect(barsOfPlace(undefined, { startSeconds: 0, endSeconds: 1 })).toBeUndefined();
  expect(barsOfPlace({ numbers: [], startSeconds: [] }, { startSeconds: 0, endSeconds: 1 })).toBeUndefined();
});
