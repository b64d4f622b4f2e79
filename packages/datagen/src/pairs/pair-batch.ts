import { KEY_COUNT, LOWEST_PITCH } from '@midizero/pitch-matrix';

/** Windows that belong together, ready for training. */
export interface PairBatch {
  /** Number of the batch, from 0; the batch depends on the seed and this number alone. */
  readonly index: number;
  /** Number of pairs n. */
  readonly length: number;
  /** Size n * windowFrames * 88, row-major `[pair][frame][pitch]`, values 0 or 1, pitch 0 = MIDI 21. */
  readonly anchors: Float32Array;
  /** The changed windows, laid out as `anchors`. */
  readonly positives: Float32Array;
  /** How similar each positive still is to its anchor, 0 to 1, size n. */
  readonly similarity: Float32Array;
}

/** Writes `frames` over a window's rows. Frames beyond `windowFrames` are left out. */
export function writeFrames(
  frames: readonly (readonly number[])[],
  windowFrames: number,
  target: Float32Array,
  window: number,
): void {
  const first = window * windowFrames * KEY_COUNT;
  target.fill(0, first, first + windowFrames * KEY_COUNT);
  for (let frame = 0; frame < Math.min(windowFrames, frames.length); frame++) {
    for (const pitch of frames[frame]!) target[first + frame * KEY_COUNT + pitch - LOWEST_PITCH] = 1;
  }
}
