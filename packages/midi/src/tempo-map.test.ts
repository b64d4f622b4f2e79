import { InvalidArgumentError } from '@midizero/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Division } from './division.js';
import { createTempoMap, type TempoChange } from './tempo-map.js';

const metrical: Division = { kind: 'metrical', ticksPerQuarter: 480 };

const changesArbitrary: fc.Arbitrary<TempoChange[]> = fc.array(
  fc.record({
    tick: fc.integer({ min: 0, max: 100_000 }),
    microsecondsPerQuarter: fc.integer({ min: 1000, max: 2 ** 24 - 1 }),
  }),
  { maxLength: 20 },
);
const divisionArbitrary: fc.Arbitrary<Division> = fc.oneof(
  fc.record({ kind: fc.constant('metrical' as const), ticksPerQuarter: fc.integer({ min: 1, max: 32_767 }) }),
  fc.record({
    kind: fc.constant('smpte' as const),
    framesPerSecond: fc.constantFrom(24, 25, 30_000 / 1001, 30),
    ticksPerFrame: fc.integer({ min: 1, max: 255 }),
  }),
);

describe('createTempoMap', () => {
  test('without changes there are 120 beats a minute', () => {
    const map = createTempoMap(metrical);
    expect([0, 480, 960].map(map.secondsAt)).toEqual([0, 0.5, 1]);
    expect(map.changes()).toEqual([{ tick: 0, microsecondsPerQuarter: 500_000 }]);
  });

  test('before the first change there are 120 beats a minute', () => {
    const map = createTempoMap(metrical, [{ tick: 960, microsecondsPerQuarter: 1_000_000 }]);
    expect([480, 960, 1440, 1920].map(map.secondsAt)).toEqual([0.5, 1, 2, 3]);
    expect([0.5, 1, 2, 3].map(map.tickAt)).toEqual([480, 960, 1440, 1920]);
  });

  test('of several changes at one tick the last counts, in whatever order the ticks come', () => {
    const map = createTempoMap(metrical, [
      { tick: 480, microsecondsPerQuarter: 250_000 },
      { tick: 0, microsecondsPerQuarter: 300_000 },
      { tick: 0, microsecondsPerQuarter: 1_000_000 },
    ]);
    expect(map.changes()).toEqual([
      { tick: 0, microsecondsPerQuarter: 1_000_000 },
      { tick: 480, microsecondsPerQuarter: 250_000 },
    ]);
    expect(map.secondsAt(960)).toBe(1.25);
  });

  test('SMPTE ticks are parts of a second, whatever the tempo', () => {
    const map = createTempoMap({ kind: 'smpte', framesPerSecond: 25, ticksPerFrame: 40 }, [
      { tick: 0, microsecondsPerQuarter: 1 },
    ]);
    expect(map.secondsAt(1500)).toBe(1.5);
    expect(map.changes()).toEqual([]);
  });

  test('secondsAt never falls, and rises with the tick', () => {
    fc.assert(
      fc.property(divisionArbitrary, changesArbitrary, fc.nat(200_000), (division, changes, tick) => {
        const map = createTempoMap(division, changes);
        expect(map.secondsAt(tick + 1)).toBeGreaterThan(map.secondsAt(tick));
      }),
    );
  });

  test('secondsAt is continuous where the tempo changes', () => {
    fc.assert(
      fc.property(changesArbitrary, (changes) => {
        const map = createTempoMap(metrical, changes);
        for (const { tick } of map.changes()) {
          // A millionth of a tick lasts 35 ns at the slowest tempo.
          expect(map.secondsAt(tick) - map.secondsAt(Math.max(0, tick - 1e-6))).toBeLessThan(1e-7);
        }
      }),
    );
  });

  test('a tick comes back from its time', () => {
    fc.assert(
      fc.property(divisionArbitrary, changesArbitrary, fc.nat(2 ** 28), (division, changes, tick) => {
        const map = createTempoMap(division, changes);
        const back = map.tickAt(map.secondsAt(tick));
        expect(Math.round(back)).toBe(tick);
      }),
    );
  });

  test.each([
    ['a tick below 0', metrical, { tick: -1, microsecondsPerQuarter: 1 }],
    ['a tempo of 0', metrical, { tick: 0, microsecondsPerQuarter: 0 }],
    ['no ticks a quarter', { kind: 'metrical', ticksPerQuarter: 0 } as const, { tick: 0, microsecondsPerQuarter: 1 }],
  ])('%s is refused', (_, division, change) => {
    expect(() => createTempoMap(division, [change])).toThrowError(InvalidArgumentError);
  });
});
