import type { LibraryPiece } from '../library.js';

const BEGIN = '<!-- pieces: begin -->';
const END = '<!-- pieces: end -->';

/** The README's text with the table of pieces between its two comments made anew. */
export function withPieceTable(readme: string, pieces: readonly LibraryPiece[]): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the README must hold ${BEGIN} and, below it, ${END}`);
  return `${readme.slice(0, begin + BEGIN.length)}\n${renderPieceTable(pieces)}\n${readme.slice(end)}`;
}

function renderPieceTable(pieces: readonly LibraryPiece[]): string {
  const rows = pieces.map((piece) =>
    [
      `\`${piece.id}\``,
      piece.title,
      piece.composer,
      piece.composerDied === undefined ? `known since ${piece.knownSince}` : `died ${piece.composerDied}`,
      piece.catalogue ?? '',
      piece.arrangement === true ? 'yes' : '',
      piece.durationSeconds.toFixed(0),
    ].join(' | '),
  );
  return [
    '| id | title | composer | public domain | catalogue | arranged | seconds |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}
