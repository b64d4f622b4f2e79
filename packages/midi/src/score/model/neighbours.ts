import { STEP_SEMITONES } from './letters.js';

/** Steps in the order in which key signatures raise them; they lower them in the reverse order. */
const SHARPS = [3, 0, 4, 1, 5, 2, 6] as const;

/** A pitch as it is spelled. */
export interface SpelledPitch {
  /** 0 for C, 6 for B. */
  readonly step: number;
  readonly octave: number;
  /** Semitones that it is raised by. */
  readonly alter: number;
}

/** Semitones that the note on a step and octave is raised by where it stands without an accidental. */
export type AlterationOf = (step: number, octave: number) => number;

/** Semitones that a key signature of so many sharps, or flats where negative, raises a step by. */
export function alterationInKey(fifths: number, step: number): number {
  const place = SHARPS.indexOf(step as (typeof SHARPS)[number]);
  const rounds = fifths > 0 ? (fifths - place) / 7 : (-fifths - (6 - place)) / 7;
  return rounds > 0 ? Math.sign(fifths) * Math.ceil(rounds) : 0;
}

/**
 * Semitones from a note to its neighbours in the scale, as ornaments take them. A neighbour is never the same key as the
 * note.
 * @param up what the upper one is raised by, where the ornament says it; `down` likewise
 */
export function neighboursOf(
  pitch: SpelledPitch,
  alterationOf: AlterationOf,
  { up, down }: { readonly up?: number | undefined; readonly down?: number | undefined } = {},
): { readonly up: number; readonly down: number } {
  const distance = (steps: 1 | -1, alteration: number | undefined): number => {
    const step = (pitch.step + steps + 7) % 7;
    const octave = pitch.octave + Math.floor((pitch.step + steps) / 7);
    const altered = STEP_SEMITONES[step]! + 12 * octave + (alteration ?? alterationOf(step, octave));
    const semitones = altered - (STEP_SEMITONES[pitch.step]! + 12 * pitch.octave + pitch.alter);
    return Math.max(1, Math.round(steps * semitones));
  };
  return { up: distance(1, up), down: distance(-1, down) };
}
