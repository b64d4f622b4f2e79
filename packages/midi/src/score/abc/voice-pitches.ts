import { semitonesOfLetter } from '../model/letters.js';
import { BarAccidentals } from './bar-accidentals.js';
import type { AbcKeyField, KeySignature } from './key-field.js';
import type { AbcPitch } from './music-tokens.js';
import type { AccidentalReach } from './tune-context.js';

const MIDDLE_C = 60;

/** What pitches the notes of one voice sound at: by its key, the accidentals of the bar, its octave and transposition. */
export class VoicePitches {
  readonly #accidentals: BarAccidentals;
  #octaves: number;
  #semitones: number;
  #isPercussion: boolean;

  /** @param tune says how far an accidental reaches, which may change */
  constructor(
    tune: { readonly accidentalReach: AccidentalReach },
    signature: KeySignature,
    { octaves = 0, semitones = 0, isPercussion = false }: Omit<AbcKeyField, 'signature'>,
  ) {
    this.#accidentals = new BarAccidentals(tune, signature);
    this.#octaves = octaves;
    this.#semitones = semitones;
    this.#isPercussion = isPercussion;
  }

  get isPercussion(): boolean {
    return this.#isPercussion;
  }

  setKey({ signature, octaves, semitones, isPercussion }: AbcKeyField): void {
    this.#accidentals.signature = signature ?? this.#accidentals.signature;
    this.#octaves = octaves ?? this.#octaves;
    this.#semitones = semitones ?? this.#semitones;
    this.#isPercussion = isPercussion ?? this.#isPercussion;
  }

  startBar(): void {
    this.#accidentals.startBar();
  }

  /** MIDI note number, which may lie outside 0 to 127. An accidental holds for the notes that follow. */
  midiPitch(pitch: AbcPitch): number {
    return this.#naturalPitch(pitch) + this.#accidentals.alterationOf(pitch);
  }

  /**
   * Semitones to the neighbours of a note, by the accidentals of the bar and the key; none for drums.
   * @param midiPitch what the note sounds at
   */
  neighboursOf(written: AbcPitch, midiPitch: number): { readonly up: number; readonly down: number } {
    if (this.#isPercussion) return { up: 0, down: 0 };
    return this.#accidentals.neighboursOf(written, midiPitch - this.#naturalPitch(written));
  }

  #naturalPitch({ letter, octave }: AbcPitch): number {
    return MIDDLE_C + 12 * (octave + this.#octaves) + semitonesOfLetter(letter)! + this.#semitones;
  }
}
