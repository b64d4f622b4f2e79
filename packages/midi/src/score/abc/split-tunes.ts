/** A line of a tune, without its comment. */
export interface AbcLine {
  readonly text: string;
  /** From 1, in the file. */
  readonly line: number;
}

/** Lines of a file, taken apart. */
export interface AbcTunes {
  /** Fields before the first tune: they hold for all. */
  readonly fileHeader: readonly AbcLine[];
  /** Each from its `X:` to the next empty line. */
  readonly tunes: readonly (readonly AbcLine[])[];
}

const FIELD = /^[A-Za-z+]:/;

/** Finds the tunes of a file. What stands between them is text for people. */
export function splitTunes(text: string): AbcTunes {
  const fileHeader: AbcLine[] = [];
  const tunes: AbcLine[][] = [];
  const lines = text.split(/\r\n|\r|\n/);
  // A tune cut out of its file may lack the number that it begins with.
  const isFragment = !lines.some((line) => /^\s*X:/.test(line));
  let current: AbcLine[] | undefined = isFragment ? [] : undefined;
  if (current) tunes.push(current);
  let isInBody = false;
  for (const [index, raw] of lines.entries()) {
    const line = { text: withoutComment(raw), line: index + 1 };
    if (/^\s*X:/.test(raw)) {
      current = [];
      tunes.push(current);
      isInBody = false;
    } else if (raw.trim() === '') {
      // An empty line in a header is a slip.
      if (isInBody) current = undefined;
      continue;
    }
    if (/^K:/.test(raw)) isInBody = true;
    if (current) current.push(line);
    else if (tunes.length === 0 && (FIELD.test(raw) || raw.startsWith('%%'))) fileHeader.push(line);
  }
  return { fileHeader, tunes };
}

/** Comments begin with `%`, unless it is escaped; lines that begin with `%%` are instructions. */
function withoutComment(line: string): string {
  if (line.startsWith('%%')) return line;
  const comment = /(?<!\\)%/.exec(line);
  return comment === null ? line : line.slice(0, comment.index);
}
