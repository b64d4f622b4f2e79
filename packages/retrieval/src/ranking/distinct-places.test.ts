import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distinctPlaces } from './distinct-places.js';

test('a passage and its repeat are two places, the same notes found twice are one', () => {
  const first = { startSeconds: 10, endSeconds: 15 };
  const again = { startSeconds: 10.4, endSeconds: 15.2 };
  const repeat = { startSeconds: 40, endSeconds: 45 };
  expect(distinctPlaces([repeat, first, again])).toEqual([first, repeat]);
  expect(distinctPlaces([again, first])).toEqual([again]);
});

test('places of one moment: equal ones are one', () => {
  const moment = { startSeconds: 3, endSeconds: 3 };
  expect(distinctPlaces([moment, { ...moment }, { startSeconds: 4, endSeconds: 4 }])).toHaveLength(2);
});

test('places come by time, and each given one overlaps one that is kept', () => {
  const place = fc
    .tuple(fc.nat(100), fc.nat(20))
    .map(([startSeconds, length]) => ({ startSeconds, endSeconds: startSeconds + length }));
  fc.assert(
    fc.property(fc.array(place), (places) => {
      const distinct = distinctPlaces(places);
      expect(distinct).toEqual(distinct.toSorted((a, b) => a.startSeconds - b.startSeconds));
      for (const { startSeconds, endSeconds } of places) {
        expect(distinct.some((kept) => kept.startSeconds <= endSeconds && kept.endSeconds >= startSeconds)).toBe(true);
      }
    }),
  );
});
