import type { ScorePlace } from '../errors.js';
import type { ScoreBuilder } from '../model/score-builder.js';
import type { ScoreIssueKind, ScoreIssueLog } from '../score-issues.js';

/** How far an accidental reaches within its bar: the note alone, its octave, all octaves. */
export type AccidentalReach = 'not' | 'octave' | 'pitch';

/** A sign above the staff that changes the order of measures, where it stands. */
export interface AbcSign {
  readonly kind: 'segno' | 'coda' | 'to-coda' | 'fine' | 'da-capo' | 'dal-segno';
  /** The measure it stands in; its beginning where `isAtStart`. */
  readonly measure: number;
  readonly isAtStart: boolean;
}

/** A chord symbol, where it stands. */
export interface AbcChordSymbol {
  readonly measure: number;
  readonly offsetTicks: number;
  readonly name: string;
}

/** What the voices of a tune share. */
export interface TuneContext {
  readonly builder: ScoreBuilder;
  readonly issues: ScoreIssueLog;
  /** Where reading is, for issues. */
  readonly place: { line: number; column: number };
  accidentalReach: AccidentalReach;
  /** What letters stand for before notes, by `U:` too. */
  readonly symbols: Map<string, string>;
  readonly signs: AbcSign[];
  readonly chordSymbols: AbcChordSymbol[];
  /** Measures that a part (`P:`) begins with. */
  readonly partStarts: { label: string; measure: number }[];
  /** Measures that begin behind a double bar or a repeat sign. */
  readonly sectionStarts: Set<number>;
  /** Length of the measures that are complete, in ticks. */
  readonly lengths: number[];
}

export function reportIssue({ issues, place }: TuneContext, kind: ScoreIssueKind, message: string): void {
  const at: ScorePlace = { line: place.line, column: place.column };
  issues.report(kind, at, message);
}
