import { expect, test } from 'vitest';
import { SMALL_NETWORK } from '../testing-support/naive-network.js';
import { DEFAULT_ARCHITECTURE, outputFrames, planNetwork } from './architecture.js';

test('frames after a convolution', () => {
  expect(outputFrames(10, 4, 2)).toBe(5);
  expect(outputFrames(10, 3, 1)).toBe(10);
  expect(outputFrames(5, 3, 2)).toBe(3);
  expect(outputFrames(5, 1, 2)).toBe(3);
});

test('a small network by hand', () => {
  const plan = planNetwork(SMALL_NETWORK);
  expect(Object.keys(plan.convolutions)).toEqual([
    'stem',
    'stage1/block1/first',
    'stage1/block1/second',
    'stage2/block1/projection',
    'stage2/block1/first',
    'stage2/block1/second',
    'stage2/block2/first',
    'stage2/block2/second',
  ]);
  expect(plan.head).toEqual({ inputSize: 3 * 5, outputSize: 7 });
  const weights = 4 * 88 * 6 + 2 * (3 * 6 * 6) + 6 * 5 + 3 * 6 * 5 + 3 * (3 * 5 * 5);
  const scalesAndShifts = 2 * (3 * 6 + 5 * 5);
  expect(plan.parameterCount).toBe(weights + scalesAndShifts + 15 * 7 + 7);
  expect(plan.multiplyAdds).toBe(5 * (4 * 88 * 6 + 2 * 108) + 3 * (30 + 90 + 3 * 75) + 15 * 7);
});

test('the default network stays below 8 MB of float32 weights', () => {
  expect(planNetwork(DEFAULT_ARCHITECTURE).parameterCount * 4).toBeLessThan(8_000_000);
});

test.each([
  [{ ...SMALL_NETWORK, kernel: 4 }, /architecture.kernel: expected an odd number/],
  [{ ...SMALL_NETWORK, stages: [] }, /architecture.stages: expected at least one/],
  [{ ...SMALL_NETWORK, stages: [{ channels: 0, blocks: 1 }] }, /architecture.stages\[0\].channels/],
  [{ ...SMALL_NETWORK, dimensions: 1.5 }, /architecture.dimensions/],
])('a shape that cannot be built says why', (shape, message) => {
  expect(() => planNetwork(shape)).toThrow(message);
});
