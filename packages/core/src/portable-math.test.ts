import { describe, expect, test } from 'vitest';
import { portableExp, portableLog } from './portable-math.js';
import { createRandom } from './random.js';

describe('portable exp and log', () => {
  test('agree with the engine to 4 units in the last place', () => {
    const random = createRandom(1);
    for (let i = 0; i < 20_000; i++) {
      const x = (random.uniform() - 0.5) * 1400;
      const expected = Math.exp(x);
      expect(Math.abs(portableExp(x) - expected)).toBeLessThanOrEqual(expected * 4 * Number.EPSILON + Number.MIN_VALUE);
      const y = Math.exp((random.uniform() - 0.5) * 1400);
      expect(Math.abs(portableLog(y) - Math.log(y))).toBeLessThanOrEqual(
        Math.abs(Math.log(y)) * 4 * Number.EPSILON + 1e-16,
      );
    }
  });

  test('edges', () => {
    expect([portableExp(0), portableExp(-Infinity), portableExp(Infinity), portableExp(Number.NaN)]).toEqual([
      1,
      0,
      Infinity,
      Number.NaN,
    ]);
    expect([portableLog(1), portableLog(0), portableLog(Infinity), portableLog(-1)]).toEqual([
      0,
      -Infinity,
      Infinity,
      Number.NaN,
    ]);
  });
});
