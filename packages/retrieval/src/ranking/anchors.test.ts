import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupAnchors } from './anchors.js';
import { Seeds } from './seeds.js';

test('seeds come by group, query frame and piece frame; those of one place are one with their weights together', () => {
  const seed = fc.tuple(fc.nat(5), fc.nat(6), fc.nat(6), fc.integer({ min: 1, max: 8 }));
  fc.assert(
    fc.property(fc.array(seed, { maxLength: 3000 }), (list) => {
      const seeds = new Seeds();
      const expected = new Map<string, number>();
      for (const [group, queryFrame, pieceFrame, weight] of list) {
        seeds.add(group, queryFrame, pieceFrame, weight);
        const place = `${group} ${queryFrame} ${pieceFrame}`;
        expected.set(place, (expected.get(place) ?? 0) + weight);
      }
      const found = groupAnchors(seeds, 2).flatMap(({ length, reading, variant, queryFrames, pieceFrames, weights }) =>
        Array.from({ length }, (_, i): [string, number] => [
          `${2 * reading + variant} ${queryFrames[i]} ${pieceFrames[i]}`,
          weights[i]!,
        ]),
      );
      expect(found.map(([place]) => place).sort()).toEqual([...expected.keys()].sort());
      expect(new Map(found)).toEqual(expected);
      const places = found.map(([place]) => place);
      for (const group of new Set(places.map((place) => place[0]))) {
        const own = places.filter((place) => place[0] === group);
        expect(own).toEqual([...own].sort());
      }
    }),
    { numRuns: 60, seed: 1 },
  );
});
