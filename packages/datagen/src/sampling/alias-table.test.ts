import { createRandom } from '@midizero/core';
import { expect, test } from 'vitest';
import { chiSquare, chiSquareBound, normalized } from '../testing-support/chi-square.js';
import { AliasTable } from './alias-table.js';

test.each([
  ['few rows', [5, 1, 0, 3]],
  ['one row', [2]],
  ['very uneven rows', [1e-9, 1, 1e6]],
  ['more rows than one draw decides on', Array.from({ length: 5000 }, (_, i) => 1 + (i % 7))],
])('draws in proportion to weights: %s', (_, weights) => {
  const table = new AliasTable(weights);
  const random = createRandom(8);
  const counts = new Array<number>(weights.length).fill(0);
  for (let i = 0; i < 200_000; i++) counts[table.draw(random)]!++;
  const { statistic, cells } = chiSquare(counts, normalized(weights));
  for (const [i, weight] of weights.entries()) if (weight === 0) expect(counts[i]).toBe(0);
  if (cells > 1) expect(statistic).toBeLessThan(chiSquareBound(cells));
});

test.each([
  ['no rows', []],
  ['only zeros', [0, 0]],
  ['a negative weight', [1, -1]],
  ['no number', [Number.NaN]],
  ['infinity', [Number.POSITIVE_INFINITY]],
])('refuses %s', (_, weights) => {
  expect(() => new AliasTable(weights)).toThrowError(/weights: expected/);
});
