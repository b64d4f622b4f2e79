/** A piece of notation text between spaces (a chord with its brackets is one), and where it stands. */
export interface Token {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

const TOKEN = /\[[^\]]*\]\S*|\||\(|[^\s|()]+|\)\S*/g;

/** Splits one line of text; `//` begins a comment. @param column where `text` begins in its line, from 1 */
export function tokenizeLine(text: string, line: number, column = 1): Token[] {
  const code = text.replace(/\/\/.*$/, '');
  return [...code.matchAll(TOKEN)].map((match) => ({ text: match[0], line, column: column + match.index }));
}
