import type { ScorePlace } from '../errors.js';
import type { ScoreBuilder } from '../model/score-builder.js';
import type { ScoreIssueKind, ScoreIssueLog } from '../score-issues.js';
import { ORNAMENT_SYMBOLS } from './decorations.js';
import type { AbcMacro } from './macros.js';

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
  /** In the order in which they were defined. */
  readonly macros: AbcMacro[];
  readonly signs: AbcSign[];
  readonly chordSymbols: AbcChordSymbol[];
  /** Measures that a part (`P:`) begins with. */
  readonly partStarts: { label: string; measure: number }[];
  /** Measures that begin behind a double bar or a repeat sign. */
  readonly sectionStarts: Set<number>;
  /** Length of the measures that are complete, in ticks. */
  readonly lengths: number[];
}

/** What a tune begins with. */
export function createTuneContext(builder: ScoreBuilder, issues: ScoreIssueLog): TuneContext {
  return {
    builder,
    issues,
    place: { line: 1, column: 1 },
    accidentalReach: 'pitch',
    symbols: new Map([['S', 'segno'], ['O', 'coda'], ...ORNAMENT_SYMBOLS]),
    macros: [],
    signs: [],
    chordSymbols: [],
    partStarts: [],
    sectionStarts: new Set(),
    lengths: [],
  };
}

export function reportIssue({ issues, place }: TuneContext, kind: ScoreIssueKind, message: string): void {
  const at: ScorePlace = { line: place.line, column: place.column };
  issues.report(kind, at, message);
}

/** A value as a field has it; what could not be read is reported. @param what a phrase that names it */
export function understood<T>(tune: TuneContext, value: T | undefined, what: string, text: string): T | undefined {
  if (value === undefined) reportIssue(tune, 'value', `${text.trim()} is no ${what}, left out`);
  return value;
}
