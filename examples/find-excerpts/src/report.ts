/** A place in a piece. */
export interface Place {
  readonly pieceId: string;
  /** Composer and title. */
  readonly title: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** What became of one query. */
export interface Outcome {
  /** Where the excerpt was taken from. */
  readonly truth: Place;
  /** The first answer; undefined where nothing was found. */
  readonly found: (Place & { readonly score: number }) | undefined;
  /** Semitones by which the excerpt was played higher. */
  readonly transposition: number;
  readonly milliseconds: number;
}

const LOCATED_WITHIN_SECONDS = 2;
const columns = [
  { title: 'played', width: 29 },
  { title: 'found', width: 27 },
  { title: 'place', width: 9 },
  { title: 'true place', width: 10 },
  { title: 'score', width: 5, right: true },
  { title: 'time', width: 6, right: true },
] as const;

/** The table's head: column titles and a rule. */
export function header(): string {
  return `${line('', ...columns.map(({ title }) => title))}\n${line('', ...columns.map(({ width }) => '─'.repeat(width)))}`;
}

/** One line of the table, 98 characters at most. */
export function row({ truth, found, transposition, milliseconds }: Outcome): string {
  const key = transposition === 0 ? '' : ` (${transposition > 0 ? '+' : ''}${transposition})`;
  const right = found?.pieceId === truth.pieceId;
  return line(
    right ? '✓' : '✗',
    cut(truth.title, columns[0].width - key.length) + key,
    found?.title ?? 'nothing',
    found ? range(found) : '',
    range(truth),
    found?.score.toFixed(2) ?? '',
    `${Math.round(milliseconds)} ms`,
  );
}

/** What all the outcomes come to. */
export interface Summary {
  readonly queries: number;
  readonly rightPieces: number;
  readonly rightPlaces: number;
  readonly medianMilliseconds: number;
}

/** Counts right pieces, and among them places within 2 s. */
export function summarize(outcomes: readonly Outcome[]): Summary {
  const right = outcomes.filter(({ truth, found }) => found?.pieceId === truth.pieceId);
  const located = right.filter(
    ({ truth, found }) => Math.abs(found!.startSeconds - truth.startSeconds) <= LOCATED_WITHIN_SECONDS,
  );
  const times = outcomes.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return {
    queries: outcomes.length,
    rightPieces: right.length,
    rightPlaces: located.length,
    medianMilliseconds: times[Math.floor(times.length / 2)] ?? 0,
  };
}

/** The summary in a line. */
export function summaryLine({ queries, rightPieces, rightPlaces, medianMilliseconds }: Summary): string {
  const median = medianMilliseconds.toFixed(0);
  return `${rightPieces}/${queries} pieces right · ${rightPlaces}/${queries} places within ${LOCATED_WITHIN_SECONDS} s · median ${median} ms a query`;
}

function line(mark: string, ...cells: readonly string[]): string {
  const texts = columns.map((column, index) => {
    const text = cut(cells[index] ?? '', column.width);
    const fill = ' '.repeat(column.width - [...text].length);
    return 'right' in column ? fill + text : text + fill;
  });
  return [mark.padEnd(1), ...texts].join('  ').trimEnd();
}

function cut(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, width - 1).join('')}…`;
}

function range({ startSeconds, endSeconds }: Place): string {
  return `${clock(startSeconds)}–${clock(endSeconds)}`;
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
