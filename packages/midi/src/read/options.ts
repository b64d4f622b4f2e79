import { limitOf } from '../limits.js';
import type { MidiIssue } from './issues.js';

/** Options of {@link readMidi} and {@link parseMidi}. */
export interface ReadMidiOptions {
  /**
   * Refuse a file at its first flaw instead of reading what a player would play.
   * @default false
   */
  readonly strict?: boolean;
  /** Called for each flaw as it is found; what it throws reaches the caller. At most `maxIssues` times. */
  readonly onIssue?: (issue: MidiIssue) => void;
  /**
   * Larger files are refused.
   * @default 268_435_456
   */
  readonly maxBytes?: number;
  /**
   * Files with more notes are refused.
   * @default 10_000_000
   */
  readonly maxNotes?: number;
  /**
   * A track is read up to this tick. The default is 51 days at 480 ticks a quarter and 120 beats a minute.
   * @default 4_294_967_295
   */
  readonly maxTicks?: number;
  /**
   * Flaws beyond this number are counted and not kept.
   * @default 1000
   */
  readonly maxIssues?: number;
}

/** {@link ReadMidiOptions} with their defaults. */
export type ResolvedReadOptions = Required<Omit<ReadMidiOptions, 'onIssue'>> & Pick<ReadMidiOptions, 'onIssue'>;

/** @throws InvalidArgumentError for a limit that is not a whole number of 0 or more */
export function resolveReadOptions(options: ReadMidiOptions): ResolvedReadOptions {
  return {
    ...options,
    strict: options.strict ?? false,
    maxBytes: limitOf(options, 'maxBytes', 2 ** 28),
    maxNotes: limitOf(options, 'maxNotes', 10_000_000),
    maxTicks: limitOf(options, 'maxTicks', 2 ** 32 - 1),
    maxIssues: limitOf(options, 'maxIssues', 1000),
  };
}
