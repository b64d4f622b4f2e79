import type { Ending, TimeSignature } from '../model/written-score.js';
import type { AbcBar } from './music-tokens.js';
import type { TuneContext } from './tune-context.js';

/** Where one voice is among the measures of the score, and what the next of them begins with. */
export class VoiceMeasures {
  readonly #tune: TuneContext;
  #measure = 0;
  #offsetTicks = 0;
  #isOpen = false;
  #startsRepeat = false;
  #continuesBar = false;
  #newMeter: TimeSignature | undefined;
  #ending: Ending | undefined;

  constructor(tune: TuneContext) {
    this.#tune = tune;
  }

  get measure(): number {
    return this.#measure;
  }

  /** From the start of the measure. */
  get offsetTicks(): number {
    return this.#offsetTicks;
  }

  /** Whether something stands in the measure already. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The next measure begins with a metre. */
  setMeter(meter: TimeSignature | 'free'): void {
    this.#newMeter = meter === 'free' ? undefined : meter;
  }

  /** Gives the measure what its bar line says, when something stands behind it: lines at the end make no measure. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    const draft = this.#tune.builder.measure(this.#measure);
    if (this.#startsRepeat) draft.startsRepeat = true;
    if (this.#continuesBar) draft.continuesBar = true;
    if (this.#newMeter) draft.timeSignature = this.#newMeter;
    // All voices of a measure share its ending.
    if (this.#ending) this.#ending = draft.ending ??= this.#ending;
    this.#startsRepeat = false;
    this.#continuesBar = false;
    this.#newMeter = undefined;
  }

  advance(ticks: number): void {
    this.#offsetTicks += ticks;
    this.#tune.builder.reach(this.#measure, this.#offsetTicks);
  }

  close(): void {
    const { lengths } = this.#tune;
    lengths[this.#measure] = Math.max(lengths[this.#measure] ?? 0, this.#offsetTicks);
    this.#measure++;
    this.#offsetTicks = 0;
    this.#isOpen = false;
  }

  /** The next measure is the rest of the bar. */
  continueBar(): void {
    this.#continuesBar = true;
  }

  /** A bar line behind the measure that was closed last. */
  readBar({ timesPlayed, startsRepeat, endsSection }: AbcBar): void {
    const { builder, sectionStarts } = this.#tune;
    if (timesPlayed > 1 && this.#measure > 0) {
      builder.measure(this.#measure - 1).repeatEnd = timesPlayed > 2 ? { times: timesPlayed } : {};
    }
    if (startsRepeat) this.#startsRepeat = true;
    if (!endsSection) return;
    sectionStarts.add(this.#measure);
    this.#ending = undefined;
  }

  beginEnding(passes: readonly number[]): void {
    this.#ending = { passes };
  }

  /** Goes back to the start of a measure. */
  returnTo(measure: number): void {
    this.#measure = measure;
    this.#offsetTicks = 0;
  }
}
