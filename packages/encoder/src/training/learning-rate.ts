/** Share of the budget in which the learning rate rises from 0 to its peak. */
const WARM_UP = 0.02;
/** Where the cosine ends, as a share of the peak. */
const FLOOR = 0.01;

/**
 * Learning rate at a point of the budget: a linear warm-up, then half a cosine down to a hundredth of the peak
 * (Loshchilov and Hutter, "SGDR", 2017, without restarts). By share of the budget rather than by step, so that one
 * schedule serves budgets in steps and in minutes.
 * @param fraction 0 to 1
 */
export function learningRateAt(fraction: number, peak: number): number {
  if (fraction < WARM_UP) return (peak * (fraction + WARM_UP / 20)) / (WARM_UP * 1.05);
  const along = (fraction - WARM_UP) / (1 - WARM_UP);
  return peak * (FLOOR + (1 - FLOOR) * 0.5 * (1 + Math.cos(Math.PI * along)));
}
