/** A column of a file. Columns that a spine is split into share its `spine`. */
export interface Column {
  readonly spine: Spine;
  /** Distinguishes the columns of a spine, from 0. */
  readonly voice: number;
  /** The time at which what it sounds ends, in ticks from the start. */
  endTick: number;
  /** Grace notes that wait for the note they lead to. */
  graceCount: number;
}

/** A spine, from its exclusive interpretation to its end. */
export interface Spine {
  /** What its data mean: `kern` for notes. */
  representation: string;
  /** How many columns it has had. */
  columnCount: number;
  /** Place among the parts; undefined for what is no music. */
  part: number | undefined;
}

/** The columns of a file, line by line. */
export class SpineLayout {
  columns: Column[] = [];
  readonly #limit: number;

  /** @param limit how many columns there may be at a time */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** New spines, as the first line of `**` interpretations has them. */
  begin(tokens: readonly string[]): void {
    this.columns = tokens.map((token) => this.#newColumn(token.slice(2)));
  }

  /**
   * Follows the path interpretations of a line: `*^` splits a column, `*v` joins it with those beside it, `*x` exchanges
   * two, `*+` adds one and `*-` ends one.
   * @returns what does not fit together, '' where all does
   */
  follow(tokens: readonly string[]): string {
    const next: Column[] = [];
    let flaw = '';
    for (let at = 0; at < tokens.length; at++) {
      const column = this.columns[at]!;
      const token = tokens[at]!;
      if (token === '*^') {
        next.push(column, { ...column, voice: column.spine.columnCount++ });
      } else if (token === '*v') {
        let last = at;
        while (tokens[last + 1] === '*v' && this.columns[last + 1]!.spine === column.spine) last++;
        const joined = this.columns.slice(at, last + 1);
        if (joined.length === 1) flaw = 'a *v with nothing to join';
        next.push({ ...column, endTick: Math.max(...joined.map(({ endTick }) => endTick)) });
        at = last;
      } else if (token === '*x') {
        const other = this.columns[at + 1];
        if (tokens[at + 1] === '*x' && other) {
          next.push(other, column);
          at++;
        } else {
          flaw = 'a *x with nothing to exchange';
          next.push(column);
        }
      } else if (token === '*+') {
        next.push(column, this.#newColumn(''));
      } else if (token !== '*-') {
        next.push(column);
      }
      if (next.length > this.#limit) return `more than ${this.#limit} columns`;
    }
    this.columns = next;
    return flaw;
  }

  #newColumn(representation: string): Column {
    return { spine: { representation, columnCount: 1, part: undefined }, voice: 0, endTick: 0, graceCount: 0 };
  }
}

/** Whether a line of interpretations changes the columns. */
export function changesPath(tokens: readonly string[]): boolean {
  return tokens.some((token) => PATH.has(token));
}

const PATH: ReadonlySet<string> = new Set(['*^', '*v', '*x', '*+', '*-']);
