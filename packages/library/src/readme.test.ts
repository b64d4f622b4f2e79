import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { libraryPieces } from './library.js';
import { withPieceTable } from './testing-support/piece-table.js';

// `npm run readme` runs this with -u, which writes the table into the README.
test('the table of pieces in the README is current', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  await expect(withPieceTable(readme, libraryPieces())).toMatchFileSnapshot('../README.md');
});
