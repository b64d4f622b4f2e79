import { InvalidArgumentError } from '@midizero/core';
import { limitOf } from '../limits.js';
import type { ScoreIssue } from './score-issues.js';

/** Options of the readers of scores. */
export interface ReadScoreOptions {
  /**
   * `unfold`: play repeats, endings and jumps; `as-written`: each measure once, in the order of the page.
   * @default 'unfold'
   */
  readonly repeats?: 'unfold' | 'as-written';
  /**
   * `played`: trills, mordents, turns, tremolos, broken chords and grace notes as players play them; `as-written`: one note
   * or chord for each that is written, grace notes right before the beat.
   * @default 'played'
   */
  readonly ornaments?: 'played' | 'as-written';
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
  return {
    ...options,
    repeats: oneOf('repeats', options.repeats, ['unfold', 'as-written']),
    ornaments: oneOf('ornaments', options.ornaments, ['played', 'as-written']),
    maxBytes: limitOf(options, 'maxBytes', 2 ** 26),
    maxNotes: limitOf(options, 'maxNotes', 1_000_000),
    maxMeasures: limitOf(options, 'maxMeasures', 100_000),
    maxIssues: limitOf(options, 'maxIssues', 1000),
  };
}

/** The value, or the first of the choices where there is none. */
function oneOf<Choice extends string>(
  name: string,
  value: Choice | undefined,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  if (value === undefined) return choices[0];
  if (choices.includes(value)) return value;
  const expected = choices.map((choice) => `'${choice}'`).join(' or ');
  throw new InvalidArgumentError(name, `expected ${expected}, got ${String(value)}`);
}
