import { printable, ScoreParseError } from '../errors.js';
import { TICKS_PER_QUARTER } from './ticks.js';
import type {
  Ending,
  JumpMarks,
  RepeatEnd,
  TimeSignature,
  WrittenMeasure,
  WrittenNote,
  WrittenPart,
  WrittenScore,
  WrittenTempo,
} from './written-score.js';

/** A measure under construction: what a reader sets when it finds it. */
export interface DraftMeasure {
  /** As printed; of what follows a repeat sign in the middle of a bar, that bar's number. */
  number: string;
  /** In force from here on. @default that of the measure before, 4/4 at the start */
  timeSignature?: TimeSignature;
  /** Where the measure's length is known. @default as far as its notes and rests reach, a whole bar if there are none */
  lengthTicks?: number;
  /** The measure is the second part of the bar that the measure before it began. */
  continuesBar?: boolean;
  startsRepeat?: boolean;
  repeatEnd?: RepeatEnd;
  ending?: Ending;
  marks: JumpMarks;
}

/** Limits of one score. */
export interface ScoreBuilderLimits {
  readonly maxMeasures: number;
  readonly maxNotes: number;
}

const COMMON_TIME: TimeSignature = { beats: 4, beatType: 4 };

/**
 * Puts a written score together, in whatever order a format has its parts and measures: measures are made when first
 * asked for, and their lengths and starts are worked out at the end.
 */
export class ScoreBuilder {
  title: string | undefined;
  composer: string | undefined;
  playOrder: readonly number[] | undefined;
  readonly #measures: DraftMeasure[] = [];
  /** How far notes and rests reach in each measure. */
  readonly #reach: number[] = [];
  readonly #parts: WrittenPart[] = [];
  readonly #notes: WrittenNote[] = [];
  readonly #tempos: WrittenTempo[] = [];
  readonly #limits: ScoreBuilderLimits;

  constructor(limits: ScoreBuilderLimits) {
    this.#limits = limits;
  }

  get measureCount(): number {
    return this.#measures.length;
  }

  get noteCount(): number {
    return this.#notes.length;
  }

  /** @returns the part's place */
  addPart(name: string): number {
    return this.#parts.push({ name: printable(name) }) - 1;
  }

  /** For formats that name parts after they have begun. */
  namePart(part: number, name: string): void {
    this.#parts[part] = { name: printable(name) };
  }

  /**
   * The measure at a place; those up to it are made where they are missing.
   * @throws ScoreParseError beyond `maxMeasures`
   */
  measure(index: number): DraftMeasure {
    const { maxMeasures } = this.#limits;
    if (index >= maxMeasures) {
      const actual = 'more';
      throw new ScoreParseError({ expected: `at most ${maxMeasures} measures (maxMeasures)`, actual });
    }
    while (this.#measures.length <= index) {
      this.#measures.push({ number: '', marks: {} });
      this.#reach.push(0);
    }
    return this.#measures[index]!;
  }

  /** Adds signs to those that a measure has. */
  mark(measure: number, marks: JumpMarks): void {
    const draft = this.measure(measure);
    draft.marks = { ...draft.marks, ...marks };
  }

  /**
   * Adds a note and makes room for it in its measure.
   * @throws ScoreParseError beyond `maxNotes`
   */
  addNote(note: WrittenNote): void {
    const { maxNotes } = this.#limits;
    if (this.#notes.length >= maxNotes) {
      throw new ScoreParseError({ expected: `at most ${maxNotes} notes (maxNotes)`, actual: 'more' });
    }
    this.reach(note.measure, note.offsetTicks + note.durationTicks);
    this.#notes.push(note);
  }

  /** Says that a measure lasts to `offsetTicks` at least: the end of a rest, or of a note. */
  reach(measure: number, offsetTicks: number): void {
    this.measure(measure);
    if (offsetTicks > this.#reach[measure]!) this.#reach[measure] = offsetTicks;
  }

  addTempo(tempo: WrittenTempo): void {
    this.measure(tempo.measure);
    this.#tempos.push(tempo);
  }

  /** The score. The builder is of no use afterwards. */
  finish(): WrittenScore {
    const byPlace = (a: Placed, b: Placed): number => a.measure - b.measure || a.offsetTicks - b.offsetTicks;
    return {
      title: this.title,
      composer: this.composer,
      parts: this.#parts,
      measures: this.#finishMeasures(),
      notes: this.#notes.sort(byPlace),
      tempos: this.#tempos.sort(byPlace),
      playOrder: this.playOrder,
    };
  }

  #finishMeasures(): WrittenMeasure[] {
    const measures: WrittenMeasure[] = [];
    let timeSignature = COMMON_TIME;
    let startTick = 0;
    for (const [index, draft] of this.#measures.entries()) {
      timeSignature = draft.timeSignature ?? timeSignature;
      const barTicks = barLength(timeSignature);
      const lengthTicks = draft.lengthTicks ?? settledLength(this.#reach[index]!, barTicks);
      const previous = measures[index - 1];
      const barOffsetTicks = previous
        ? draft.continuesBar
          ? restOfBar(previous, barTicks, lengthTicks)
          : 0
        : pickupOffset(barTicks, lengthTicks, this.#measures[1]);
      measures.push({
        number: draft.number,
        startTick,
        lengthTicks,
        timeSignature,
        barOffsetTicks,
        startsRepeat: draft.startsRepeat ?? false,
        repeatEnd: draft.repeatEnd,
        ending: draft.ending,
        marks: draft.marks,
      });
      startTick += lengthTicks;
    }
    return measures;
  }
}

interface Placed {
  readonly measure: number;
  readonly offsetTicks: number;
}

/** Where the first measure begins in its bar: a short one is a pickup, unless the next one is the rest of its bar. */
function pickupOffset(barTicks: number, lengthTicks: number, next: DraftMeasure | undefined): number {
  return next?.continuesBar ? 0 : Math.max(0, barTicks - lengthTicks);
}

/** Where a measure begins that belongs to the bar before; behind a whole bar it is a pickup. */
function restOfBar(previous: WrittenMeasure, barTicks: number, lengthTicks: number): number {
  const end = previous.barOffsetTicks + previous.lengthTicks;
  return end < barTicks ? end : Math.max(0, barTicks - lengthTicks);
}

const GRID_TICKS = TICKS_PER_QUARTER / 32;
const LOST_TICKS = TICKS_PER_QUARTER / 4;

/**
 * The length of a measure from how far its notes reach. Files round the values of tuplets, and some lose a little more:
 * what is short of a whole bar by less than a 16th note, or beyond it by less than a 128th, is a whole bar. Other lengths,
 * of pickups and cadenzas, are brought to the nearest 128th.
 */
function settledLength(reach: number, barTicks: number): number {
  const excess = reach - barTicks;
  if (reach === 0 || (excess > -LOST_TICKS && excess < GRID_TICKS)) return barTicks;
  return Math.round(reach / GRID_TICKS) * GRID_TICKS || reach;
}

/** Ticks of a whole bar. */
export function barLength({ beats, beatType }: TimeSignature): number {
  return Math.round((beats * 4 * TICKS_PER_QUARTER) / beatType);
}
