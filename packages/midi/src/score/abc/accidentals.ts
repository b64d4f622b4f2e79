/** Semitones of each accidental as it is written before a note. */
export const ACCIDENTAL_SEMITONES: Readonly<Record<string, number>> = { '^^': 2, '^': 1, '=': 0, _: -1, __: -2 };
