/** A place in a piece. */
export interface Place {
  readonly pieceId: string;
  readonly title: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** An answer of the search. */
export interface Found extends Place {
  readonly score: number;
  /** Where the same notes come again. */
  readonly alternatives: readonly { readonly pieceId: string; readonly startSeconds: number }[];
}

/** What became of one query. */
export interface Outcome {
  /** Where the excerpt was taken from. */
  readonly truth: Place;
  /** The first answer; undefined where nothing was found. */
  readonly found: Found | undefined;
  /** Semitones by which the excerpt was played higher. */
  readonly transposition: number;
  readonly milliseconds: number;
}

const LOCATED_WITHIN_SECONDS = 2;
const columns = [
  { title: 'played', width: 28 },
  { title: 'found', width: 28 },
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
  /** As `rightPlaces`, a repeat of the passage counting too. */
  readonly rightPlacesOrRepeats: number;
  readonly medianMilliseconds: number;
}

/** Counts right pieces, and among them places within 2 s. */
export function summarize(outcomes: readonly Outcome[]): Summary {
  const right = outcomes.filter(({ truth, found }) => found?.pieceId === truth.pieceId);
  const located = right.filter(({ truth, found }) => isNear(truth, found!));
  const locatedOrRepeats = right.filter(({ truth, found }) =>
    [found!, ...found!.alternatives].some((place) => isNear(truth, place)),
  );
  const times = outcomes.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return {
    queries: outcomes.length,
    rightPieces: right.length,
    rightPlaces: located.length,
    rightPlacesOrRepeats: locatedOrRepeats.length,
    medianMilliseconds: times[Math.floor(times.length / 2)] ?? 0,
  };
}

/** The summary in words. */
export function summaryLine(summary: Summary): string {
  const { queries, rightPieces, rightPlaces, rightPlacesOrRepeats, medianMilliseconds } = summary;
  return [
    `${rightPieces}/${queries} pieces right`,
    `${rightPlaces}/${queries} places within ${LOCATED_WITHIN_SECONDS} s (${rightPlacesOrRepeats} where repeats count)`,
    `median ${medianMilliseconds.toFixed(0)} ms a query`,
  ].join(' · ');
}

type Beginning = Pick<Place, 'pieceId' | 'startSeconds'>;

function isNear(a: Beginning, b: Beginning): boolean {
  return a.pieceId === b.pieceId && Math.abs(a.startSeconds - b.startSeconds) <= LOCATED_WITHIN_SECONDS;
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
