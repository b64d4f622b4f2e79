/** Semitones from C up to each step, C to B. */
export const STEP_SEMITONES = [0, 2, 4, 5, 7, 9, 11] as const;

/** The step of a letter, in either case: 0 for C; undefined for other letters. */
export function stepOfLetter(letter: string): number | undefined {
  const step = 'CDEFGAB'.indexOf(letter.toUpperCase());
  return step < 0 || letter.length !== 1 ? undefined : step;
}

/** Semitones of a letter, in either case, above the C below it; undefined for other letters. */
export function semitonesOfLetter(letter: string): number | undefined {
  return STEP_SEMITONES[stepOfLetter(letter) ?? -1];
}
