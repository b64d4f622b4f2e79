/**
 * Durations are counted in whole ticks, so that bars add up exactly: a whole note divides by 128, 9, 5 and 7, which
 * covers dotted 32nds, triplets (12 to a whole note), quintuplets and septuplets.
 */
export const TICKS_PER_WHOLE_NOTE: number = 128 * 9 * 5 * 7;

/**
 * Ticks of a note value: `4` is a quarter, `4.` a dotted one, `12` a triplet eighth (12 of them fill a whole note).
 * @param value digits and up to two dots
 * @returns undefined if `value` is not a note value, or not a whole number of ticks
 */
export function noteValueTicks(value: string): number | undefined {
  const match = /^(\d{1,3})(\.{0,2})$/.exec(value);
  if (match === null) return undefined;
  const dots = match[2]!.length;
  const ticks = (TICKS_PER_WHOLE_NOTE / Number(match[1])) * (2 - 2 ** -dots);
  return Number.isInteger(ticks) ? ticks : undefined;
}

/** A meter such as 3/4: `beats` beats of `beatTicks` ticks. */
export interface Meter {
  readonly beats: number;
  readonly beatTicks: number;
  readonly text: string;
}

/** A fraction of a whole note, such as `3/4`, as a meter. @returns undefined if it is none */
export function parseMeter(text: string): Meter | undefined {
  const match = /^([1-9]\d?)\/(\d{1,3})$/.exec(text);
  const beatTicks = match === null ? undefined : noteValueTicks(match[2]!);
  return match === null || beatTicks === undefined ? undefined : { beats: Number(match[1]), beatTicks, text };
}
