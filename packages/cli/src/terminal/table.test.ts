import { expect, test } from 'vitest';
import { formatTable } from './table.js';

test('columns line up, also with accents and flats, and no line ends in spaces', () => {
  const lines = formatTable(
    [{ title: 'piece' }, { title: 'score', align: 'right' }],
    [
      ['Für Elise', '0.91'],
      ['Prélude en ré♭', '12.5'],
    ],
  );
  expect(lines).toEqual([
    'piece           score',
    '──────────────  ─────',
    'Für Elise        0.91',
    'Prélude en ré♭   12.5',
  ]);
});

test('a long cell is cut to its column and says so', () => {
  expect(formatTable([{ title: 'piece', maximumWidth: 6 }], [['Goldberg'], ['Aria']])).toEqual([
    'piece',
    '──────',
    'Goldb…',
    'Aria',
  ]);
});

test('a table without rows is its header', () => {
  expect(formatTable([{ title: 'piece' }], [])).toEqual(['piece', '─────']);
});
