/** Bits for an interval (offset binary, -32 to 31 semitones) and for the ratio of the two times. */
export const INTERVAL_BITS = 6;
export const RATIO_BITS = 4;

/** Number of shapes: a shape is `interval1 << 10 | interval2 << 4 | ratio`. */
export const SHAPE_COUNT: number = 2 ** (2 * INTERVAL_BITS + RATIO_BITS);
