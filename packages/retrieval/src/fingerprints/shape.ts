/**
 * A shape of three notes, from two intervals and the ratio of two times: the same at any pitch and at any tempo
 * (after Arzt, Böck, Widmer, "Fast Identification of Piece and Score Position via Symbolic Fingerprinting", 2012).
 * In bits: `interval1 (6) | interval2 (6) | ratio (4)`.
 */
const INTERVAL_BITS = 6;
const RATIO_BITS = 4;
const RATIO_STEPS = 2 ** RATIO_BITS;
const LARGEST_INTERVAL = 2 ** (INTERVAL_BITS - 1) - 1;

/** Number of shapes: a shape is a whole number below it. */
export const SHAPE_COUNT: number = 2 ** (2 * INTERVAL_BITS + RATIO_BITS);

/** Octaves of tempo change (doublings) in one step of the ratio. The steps reach from 1 : 9 to 9 : 1. */
const DOUBLINGS_PER_STEP = 0.4;

/** Whether an interval in semitones fits into a shape. */
export function isShapeInterval(interval: number): boolean {
  return interval >= -LARGEST_INTERVAL && interval <= LARGEST_INTERVAL;
}

/**
 * Position of a ratio of times on the scale of steps: step s reaches from s to s + 1. Ratios beyond the scale's ends
 * count as its ends.
 */
export function ratioPosition(firstSeconds: number, secondSeconds: number): number {
  const position = Math.log2(secondSeconds / firstSeconds) / DOUBLINGS_PER_STEP + RATIO_STEPS / 2;
  return Math.min(RATIO_STEPS - 1e-6, Math.max(0, position));
}

/** Least ratio of each step but the first. */
const STEP_RATIOS: Float64Array = Float64Array.from(
  { length: RATIO_STEPS - 1 },
  (_, i) => 2 ** (DOUBLINGS_PER_STEP * (i + 1 - RATIO_STEPS / 2)),
);

/** The step that a ratio of times lies in: the whole part of {@link ratioPosition}, without a logarithm. */
export function ratioStep(firstSeconds: number, secondSeconds: number): number {
  const ratio = secondSeconds / firstSeconds;
  let step = 0;
  for (let width = RATIO_STEPS / 2; width > 0; width >>= 1) {
    if (ratio >= STEP_RATIOS[step + width - 1]!) step += width;
  }
  return step;
}

/** The step next to the one that a position lies in, on the nearer side; the step itself at the ends of the scale. */
export function neighbouringStep(position: number): number {
  const step = Math.floor(position);
  return Math.min(RATIO_STEPS - 1, Math.max(0, position - step < 0.5 ? step - 1 : step + 1));
}

/** @param step 0 to 15 */
export function shapeOf(firstInterval: number, secondInterval: number, step: number): number {
  const offset = LARGEST_INTERVAL + 1;
  return ((firstInterval + offset) << (INTERVAL_BITS + RATIO_BITS)) | ((secondInterval + offset) << RATIO_BITS) | step;
}
