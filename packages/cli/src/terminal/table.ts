/** A column of a table. */
export interface Column {
  readonly title: string;
  /** @default 'left' */
  readonly align?: 'left' | 'right';
  /** Longer cells are cut and end in an ellipsis. @default unlimited */
  readonly maximumWidth?: number;
}

/** Lines of a plain-text table: a header, a rule, and one line a row; no trailing spaces. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => columns.map((column, index) => cut(row[index] ?? '', column.maximumWidth)));
  const widths = columns.map((column, index) =>
    Math.max(width(column.title), ...cells.map((row) => width(row[index]!))),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => pad(text, widths[index]!, columns[index]!.align ?? 'left'))
      .join('  ')
      .trimEnd();
  return [
    line(columns.map((column) => column.title)),
    line(widths.map((count) => '─'.repeat(count))),
    ...cells.map(line),
  ];
}

// Characters, not UTF-16 units: titles of pieces carry accents and musical signs.
function width(text: string): number {
  return [...text].length;
}

function cut(text: string, maximumWidth = Number.POSITIVE_INFINITY): string {
  return width(text) <= maximumWidth ? text : `${[...text].slice(0, maximumWidth - 1).join('')}…`;
}

function pad(text: string, count: number, align: 'left' | 'right'): string {
  const fill = ' '.repeat(count - width(text));
  return align === 'left' ? text + fill : fill + text;
}
