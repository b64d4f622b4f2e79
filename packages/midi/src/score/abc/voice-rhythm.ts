import { barLength } from '../model/score-builder.js';
import { TICKS_PER_QUARTER } from '../model/ticks.js';
import type { TimeSignature } from '../model/written-score.js';
import type { AbcLength } from './music-tokens.js';
import { reportIssue, type TuneContext } from './tune-context.js';

// The longest note there is a name for is eight whole notes; ABC scores of chant go beyond.
const MAX_NOTE_QUARTERS = 1024;
/** Tuplets of so many notes and less take 2 notes' time for 3, 3 for 2 and so on; undefined ones go by the metre. */
const TUPLET_TIMES: Readonly<Record<number, number>> = { 2: 3, 3: 2, 4: 3, 6: 2, 8: 3 };

/** How long the notes of one voice are: by its unit length, tuplets, and the broken rhythm before them. */
export class VoiceRhythm {
  unitTicks: number;
  meter: TimeSignature | 'free';
  readonly #tune: TuneContext;
  /** What broken rhythm left for the next note. */
  #nextFactor = 1;
  #tuplet: { factor: number; left: number } | undefined;

  constructor(tune: TuneContext, unitTicks: number, meter: TimeSignature | 'free') {
    this.#tune = tune;
    this.unitTicks = unitTicks;
    this.meter = meter;
  }

  /** Ticks of a whole bar; in music without metre, of four quarters. */
  get barTicks(): number {
    return this.meter === 'free' ? 4 * TICKS_PER_QUARTER : barLength(this.meter);
  }

  /** The next `count` notes, chords and rests are `notes` in the time of `inTimeOf`. */
  tuplet(notes: number, inTimeOf: number | undefined, count: number): void {
    const isCompound = this.meter !== 'free' && this.meter.beats % 3 === 0 && this.meter.beatType >= 8;
    const time = inTimeOf ?? TUPLET_TIMES[notes] ?? (isCompound ? 3 : 2);
    if (notes < 1 || notes > 64 || time < 1 || time > 64 || count < 1 || count > 1000) {
      reportIssue(this.#tune, 'value', `a tuplet of ${notes} in the time of ${time}, left out`);
      return;
    }
    this.#tuplet = { factor: time / notes, left: count };
  }

  /** `>` and `<`: what one note loses, the next one gains. @returns the factor of the one before */
  breakRhythm(steps: number): number {
    const shorter = 2 ** -Math.abs(steps);
    const factor = steps > 0 ? 2 - shorter : shorter;
    this.#nextFactor = 2 - factor;
    return factor;
  }

  /** The factor of tuplet and broken rhythm for one note, chord or rest, which is over then. */
  takeFactor(): number {
    const broken = this.#nextFactor;
    this.#nextFactor = 1;
    if (this.#tuplet === undefined) return broken;
    const { factor } = this.#tuplet;
    this.#tuplet.left--;
    if (this.#tuplet.left === 0) this.#tuplet = undefined;
    return broken * factor;
  }

  /** Ticks of a length, not rounded; those of a unit length where it makes no sense. */
  ticksOf({ numerator, denominator }: AbcLength, factor: number): number {
    const ticks = (this.unitTicks * factor * numerator) / denominator;
    if (ticks > 0 && ticks <= MAX_NOTE_QUARTERS * TICKS_PER_QUARTER) return ticks;
    reportIssue(this.#tune, 'value', `a length of ${numerator}/${denominator}, read as 1`);
    return this.unitTicks;
  }
}
