import type { NoteMarks } from './note-marks.js';

/** A time signature: `beats` notes of the value 1 / `beatType` fill a bar. */
export interface TimeSignature {
  /** More than 0; 5 for `3+2`. */
  readonly beats: number;
  /** 4 for quarter notes, 8 for eighths. */
  readonly beatType: number;
}

/** A backward repeat at the end of a measure. */
export interface RepeatEnd {
  /** How often the section is played in all, where the score says it. @default 2, or what the endings ask for */
  readonly times?: number;
  /** Whether it is played after a da capo or dal segno too. @default false */
  readonly afterJump?: boolean;
}

/** A numbered ending. All its measures hold the same object. */
export interface Ending {
  /** The passes it is played in, from 1, ascending: [1, 2] for "1.-2.". */
  readonly passes: readonly number[];
}

/** Signs that change the order of measures, apart from repeats. Labels tell several of a kind apart; '' is the usual one. */
export interface JumpMarks {
  /** Where "dal segno" goes to: this measure's beginning. */
  readonly segno?: string;
  /** Where "to coda" goes to: this measure's beginning. */
  readonly coda?: string;
  /** The end of this measure ends the piece once a jump has been taken. */
  readonly fine?: boolean;
  /** At the end of this measure, once a jump has been taken, play goes on at the coda of this label. */
  readonly toCoda?: string;
  /** At the end of this measure play goes on at the beginning. */
  readonly daCapo?: boolean;
  /** At the end of this measure play goes on at the segno of this label. */
  readonly dalSegno?: string;
}

/** The music between two bar lines of any kind: a bar, or a part of one that a repeat sign divides. */
export interface WrittenMeasure {
  /** As printed. What follows a repeat sign in the middle of a bar has that bar's number. '' where there is none. */
  readonly number: string;
  /** From the start of the score as written. */
  readonly startTick: number;
  readonly lengthTicks: number;
  readonly timeSignature: TimeSignature;
  /** Where in its bar the measure begins: more than 0 for a pickup and for the second part of a divided bar. */
  readonly barOffsetTicks: number;
  readonly startsRepeat: boolean;
  readonly repeatEnd: RepeatEnd | undefined;
  readonly ending: Ending | undefined;
  readonly marks: JumpMarks;
}

/** A note as it is written. */
export interface WrittenNote {
  /** Place in `measures`. */
  readonly measure: number;
  /** From the start of the measure; of a grace note, that of the note it leads to. */
  readonly offsetTicks: number;
  /** 0 for grace notes. May reach beyond the measure. */
  readonly durationTicks: number;
  /** MIDI note number at which it sounds, 0 to 127. */
  readonly pitch: number;
  /** Place in `parts`. */
  readonly part: number;
  /** Names the voice within its part. */
  readonly voice: string;
  /** Staff of its part, from 1. */
  readonly staff: number;
  /** A tie leads to the next note of this pitch. */
  readonly tieStart: boolean;
  /** A tie comes from the note of this pitch before. */
  readonly tieStop: boolean;
  /** Grace notes: place in their group, from 0; those that sound together share it. Undefined for others. */
  readonly graceIndex: number | undefined;
  readonly isPercussion: boolean;
  /** Ornaments, tremolos and the like; absent where there are none. */
  readonly marks?: NoteMarks;
}

/** From a place on, so many quarter notes a minute. */
export interface WrittenTempo {
  /** Place in `measures`. */
  readonly measure: number;
  /** From the start of the measure. */
  readonly offsetTicks: number;
  /** More than 0. */
  readonly quartersPerMinute: number;
}

/** One part (instrument, voice, hand …) of a score. */
export interface WrittenPart {
  /** One line of printable characters, '' where it has no name. */
  readonly name: string;
}

/** A score as it is written, whatever format it was in. All parts share the measures. */
export interface WrittenScore {
  readonly title: string | undefined;
  readonly composer: string | undefined;
  readonly parts: readonly WrittenPart[];
  readonly measures: readonly WrittenMeasure[];
  /** In order of measure, then offset. */
  readonly notes: readonly WrittenNote[];
  /** In order of measure, then offset. */
  readonly tempos: readonly WrittenTempo[];
  /** The order in which the measures are played, where the score lists it; otherwise the signs in the measures say it. */
  readonly playOrder: readonly number[] | undefined;
}
