/**
 * Ticks of a quarter note in written scores: 2^8 · 3^3 · 5^2 · 7 · 11 · 13. Values down to 1024th notes are whole numbers
 * of ticks, and so are tuplets of 3, 5, 7, 9, 11, 13, 15 and 25 of them; anything else is rounded by 3 · 10^-9 of a
 * quarter at most. Whole ticks are exact up to 52 million quarters.
 */
export const TICKS_PER_QUARTER = 172_972_800;

/** `numerator / denominator` quarters in whole ticks. */
export function ticksFromQuarters(numerator: number, denominator = 1): number {
  return Math.round((numerator * TICKS_PER_QUARTER) / denominator);
}
