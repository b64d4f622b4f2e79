import { describePlace, printable, type ScorePlace } from './errors.js';

/**
 * What is odd at one place of a score that was read all the same:
 * - `syntax`: text or an element that makes no sense there, skipped
 * - `value`: a value that cannot be used (a pitch, a duration, a tempo …), replaced or left out with its note
 * - `time`: durations that do not add up
 * - `tie`: a tie that leads to no note
 * - `repeat`: repeats, endings or jumps that do not fit together
 * - `unsupported`: something that is understood and not played, once for each kind of thing
 */
export type ScoreIssueKind = 'syntax' | 'value' | 'time' | 'tie' | 'repeat' | 'unsupported';

/** One oddity of a score that was read all the same. */
export interface ScoreIssue {
  readonly kind: ScoreIssueKind;
  /** Where; what is not known is left out. */
  readonly place: ScorePlace;
  /** One line of printable characters. */
  readonly message: string;
}

/** What a {@link ScoreIssueLog} does with issues. */
export interface ScoreIssueLogOptions {
  readonly maxIssues: number;
  readonly onIssue?: ((issue: ScoreIssue) => void) | undefined;
}

/** Collects the issues of one score, up to a limit. */
export class ScoreIssueLog {
  readonly issues: ScoreIssue[] = [];
  /** How many there were, those above the limit included. */
  count = 0;
  readonly #options: ScoreIssueLogOptions;
  readonly #seen = new Set<string>();

  constructor(options: ScoreIssueLogOptions) {
    this.#options = options;
  }

  /** @param message a phrase about what is there, and what was done about it */
  report(kind: ScoreIssueKind, place: ScorePlace, message: string): void {
    this.count++;
    const { maxIssues, onIssue } = this.#options;
    if (this.issues.length >= maxIssues) return;
    const issue = { kind, place, message: describePlace(place) + printable(message) };
    this.issues.push(issue);
    onIssue?.(issue);
  }

  /** {@link report} for what a score may have a thousand times: only the first of each message is kept. */
  reportOnce(kind: ScoreIssueKind, place: ScorePlace, message: string): void {
    if (this.#seen.has(message)) return;
    this.#seen.add(message);
    this.report(kind, place, message);
  }
}
