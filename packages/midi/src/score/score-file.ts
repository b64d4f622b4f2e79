import type { NoteTable } from '../note-table.js';
import type { TempoMap } from '../tempo-map.js';
import type { WrittenPart } from './model/written-score.js';
import type { ScoreIssue } from './score-issues.js';

/** The formats of digital scores that can be read. */
export type ScoreFormat = 'musicxml' | 'mei' | 'abc' | 'kern';

/** A bar as it is played: bars of a repeat come twice. Bars that a repeat sign divides are two with one number. */
export interface PlayedBar {
  /** As printed, '' where there is no number. */
  readonly number: string;
  /** Place of the measure in the score as written, from 0. */
  readonly measure: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** The notes of a score as they are played, with their places in the score as written. */
export interface PerformedScore {
  /** `track` is the place in `parts`; `channel` is 9 for percussion, else 0. Tied notes are one. */
  readonly notes: NoteTable;
  /** Place in `bars` of the bar that each note starts in, size of `notes`. */
  readonly noteBars: Uint32Array;
  /**
   * Beat of its bar at which each note starts, from 1, in the unit that the time signature counts in; size of `notes`.
   * A grace note has that of the note it leads to; of a trill and the like, each note has its own.
   */
  readonly noteBeats: Float64Array;
  readonly bars: readonly PlayedBar[];
  readonly parts: readonly WrittenPart[];
  /** From ticks of the music as played, 172,972,800 a quarter. */
  readonly tempoMap: TempoMap;
  /** The end of the last note to end; 0 without notes. */
  readonly durationSeconds: number;
  /** The bar that is being played; the first and last ones before and behind the music, undefined without bars. */
  barAt(seconds: number): PlayedBar | undefined;
}

/** What a file with a score says. */
export interface ScoreFile extends PerformedScore {
  readonly format: ScoreFormat;
  /** One line of printable characters. */
  readonly title: string | undefined;
  readonly composer: string | undefined;
  /** The oddities found, in the order they were found, `maxIssues` of them at most. */
  readonly issues: readonly ScoreIssue[];
  /** How many oddities there were, kept or not. */
  readonly issueCount: number;
}
