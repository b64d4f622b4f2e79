import { InvalidArgumentError } from '@midizero/core';
import type { ScoreIssue } from './score-issues.js';

/** Options of the readers of scores. */
export interface ReadScoreOptions {
  /**
   * `unfold`: play repeats, endings and jumps; `as-written`: each measure once, in the order of the page.
   * @default 'unfold'
   */
  readonly repeats?: 'unfold' | 'as-written';
  /** Called for each flaw as it is found; what it throws reaches the caller. At most `maxIssues` times. */
  readonly onIssue?: (issue: ScoreIssue) => void;
  /**
   * Larger files are refused, compressed ones by what they hold.
   * @default 67_108_864
   */
  readonly maxBytes?: number;
  /**
   * Scores with more notes, repeats played, are refused.
   * @default 1_000_000
   */
  readonly maxNotes?: number;
  /**
   * Scores with more measures, repeats played, are refused.
   * @default 100_000
   */
  readonly maxMeasures?: number;
  /**
   * Flaws beyond this number are counted and not kept.
   * @default 1000
   */
  readonly maxIssues?: number;
}

/** {@link ReadScoreOptions} with their defaults. */
export type ResolvedScoreOptions = Required<Omit<ReadScoreOptions, 'onIssue'>> & Pick<ReadScoreOptions, 'onIssue'>;

/** @throws InvalidArgumentError for an option out of range */
export function resolveScoreOptions(options: ReadScoreOptions): ResolvedScoreOptions {
  const limit = (name: 'maxBytes' | 'maxNotes' | 'maxMeasures' | 'maxIssues', fallback: number): number => {
    const value = options[name] ?? fallback;
    if (Number.isSafeInteger(value) && value >= 0) return value;
    throw new InvalidArgumentError(name, `expected a whole number of 0 or more, got ${value}`);
  };
  const repeats = options.repeats ?? 'unfold';
  if (repeats !== 'unfold' && repeats !== 'as-written') {
    throw new InvalidArgumentError('repeats', `expected 'unfold' or 'as-written', got ${String(repeats)}`);
  }
  return {
    ...options,
    repeats,
    maxBytes: limit('maxBytes', 2 ** 26),
    maxNotes: limit('maxNotes', 1_000_000),
    maxMeasures: limit('maxMeasures', 100_000),
    maxIssues: limit('maxIssues', 1000),
  };
}
