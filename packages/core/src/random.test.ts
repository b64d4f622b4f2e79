import { describe, expect, test } from 'vitest';
import { createRandom, restoreRandom } from './random.js';

describe('createRandom', () => {
  test('known first numbers: a change here breaks every stored seed', () => {
    const random = createRandom(1);
    expect(Array.from({ length: 4 }, () => random.uint32())).toMatchInlineSnapshot(`
      [
        885500189,
        3534386665,
        2285866073,
        2173179552,
      ]
    `);
  });

  test('seeds beyond 32 bits differ from their lower half', () => {
    expect(createRandom(5).uint32()).not.toBe(createRandom(5 + 2 ** 32).uint32());
  });

  test('forks depend on seed and index alone', () => {
    const a = createRandom(9);
    const before = a.fork(3).uint32();
    for (let i = 0; i < 100; i++) a.uint32();
    expect(a.fork(3).uint32()).toBe(before);
    expect(a.fork(4).uint32()).not.toBe(before);
    expect(a.fork(3).fork(0).uint32()).not.toBe(before);
  });

  test('a restored generator goes on bit for bit', () => {
    const a = createRandom(77);
    for (let i = 0; i < 13; i++) a.gaussian();
    const b = restoreRandom(a.saveState());
    expect([b.gaussian(), b.integer(17), b.fork(2).uint32()]).toEqual([
      a.gaussian(),
      a.integer(17),
      a.fork(2).uint32(),
    ]);
  });

  test('integer is uniform: chi-square over 10 cells', () => {
    const random = createRandom(3);
    const counts = new Array<number>(10).fill(0);
    const draws = 100_000;
    for (let i = 0; i < draws; i++) counts[random.integer(10)]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - draws / 10) ** 2 / (draws / 10), 0);
    expect(chiSquare).toBeLessThan(27.88); // 9 degrees of freedom, p = 0.001
  });

  test('gaussian has mean 0, variance 1, and normal tails', () => {
    const random = createRandom(4);
    const draws = Array.from({ length: 100_000 }, () => random.gaussian());
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.013);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
    expect(draws.filter((x) => Math.abs(x) > 1.959964).length / draws.length).toBeCloseTo(0.05, 2);
  });

  test.each([-1, 1.5, Number.NaN, 2 ** 53])('seed %s is refused', (seed) => {
    expect(() => createRandom(seed)).toThrowError(/seed: expected a whole number/);
  });
});
