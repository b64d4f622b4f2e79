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
  const header = ['id', 'title', 'composer', 'public domain', 'catalogue', 'arranged', 'seconds'];
  const rows = pieces.map((piece) => [
    `\`${piece.id}\``,
    piece.title,
    piece.composer,
    piece.composerDied === undefined ? `known since ${piece.knownSince}` : `died ${piece.composerDied}`,
    piece.catalogue ?? '',
    piece.arrangement === true ? 'yes' : '',
    piece.durationSeconds.toFixed(0),
  ]);
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]!.length)));
  // Columns are aligned as the formatter aligns them, so that it leaves the table alone.
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return ['', line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line), ''].join('\n');
}
