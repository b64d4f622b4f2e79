import { neighboursOf } from '../model/neighbours.js';
import type { KeySignature } from './key-field.js';
import type { AbcPitch } from './music-tokens.js';
import type { AccidentalReach } from './tune-context.js';

const LETTERS = 'CDEFGAB';

/** What notes of one voice are raised by: its key signature, and the accidentals of the bar. */
export class BarAccidentals {
  signature: KeySignature;
  readonly #tune: { readonly accidentalReach: AccidentalReach };
  /** By letter, or by letter and octave. */
  readonly #inBar = new Map<string, number>();

  /** @param tune says how far an accidental reaches, which may change */
  constructor(tune: { readonly accidentalReach: AccidentalReach }, signature: KeySignature) {
    this.#tune = tune;
    this.signature = signature;
  }

  startBar(): void {
    this.#inBar.clear();
  }

  /** Semitones that a note is raised by; its accidental holds for those that follow. */
  alterationOf({ letter, octave, accidental }: AbcPitch): number {
    if (accidental === undefined) return this.#current(letter, octave);
    if (this.#tune.accidentalReach !== 'not') this.#inBar.set(this.#keyOf(letter, octave), accidental);
    return accidental;
  }

  /** Semitones to the neighbours of a note that is raised by `alter`. */
  neighboursOf({ letter, octave }: AbcPitch, alter: number): { readonly up: number; readonly down: number } {
    return neighboursOf({ step: LETTERS.indexOf(letter), octave, alter }, (step, stepOctave) =>
      this.#current(LETTERS[step]!, stepOctave),
    );
  }

  #current(letter: string, octave: number): number {
    return this.#inBar.get(this.#keyOf(letter, octave)) ?? this.signature.get(letter) ?? 0;
  }

  #keyOf(letter: string, octave: number): string {
    return this.#tune.accidentalReach === 'pitch' ? letter : letter + octave;
  }
}
