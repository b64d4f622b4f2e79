import { DataFormatError } from '@midizero/core';
import { HIGHEST_PITCH, LOWEST_PITCH } from '@midizero/pitch-matrix';

/**
 * How often each different frame occurs in some music, and which frames follow it how often, as columns. Frames are numbered
 * 0 to n - 1, the most frequent first, ties by their pitches.
 */
export interface FrameDistribution {
  /** Number n of different frames. */
  readonly length: number;
  /** Size n + 1: frame i holds `pitches[offsets[i] .. offsets[i + 1])`, MIDI note numbers, ascending. */
  readonly offsets: Uint32Array;
  readonly pitches: Uint8Array;
  /** How often each frame occurs, size n. */
  readonly counts: Float64Array;
  /** Size n + 1: frame i is followed by `successors[successorOffsets[i] .. successorOffsets[i + 1])`, the most frequent first. */
  readonly successorOffsets: Uint32Array;
  /** Frame numbers. */
  readonly successors: Uint32Array;
  /** How often each successor follows, beside `successors`. */
  readonly successorCounts: Float64Array;
}

/** Pitches of one frame of a distribution, a view. */
export function framePitches({ offsets, pitches }: FrameDistribution, frame: number): Uint8Array {
  return pitches.subarray(offsets[frame]!, offsets[frame + 1]!);
}

/**
 * Checks a distribution that comes from elsewhere.
 * @throws DataFormatError if columns do not fit together, or hold what no distribution holds
 */
export function checkFrameDistribution(distribution: FrameDistribution): void {
  const { length, offsets, pitches, counts, successorOffsets, successors, successorCounts } = distribution;
  const refuse = (what: string): never => {
    throw new DataFormatError(`frame distribution: ${what}`, { frames: length });
  };
  const checkOffsets = (name: string, column: Uint32Array, end: number): void => {
    if (column.length !== length + 1) refuse(`${name} has ${column.length} entries, expected ${length + 1}`);
    if (column[0] !== 0 || column[length] !== end) refuse(`${name} must go from 0 to ${end}`);
    for (let i = 0; i < length; i++) if (column[i]! > column[i + 1]!) refuse(`${name} falls after entry ${i}`);
  };
  checkOffsets('offsets', offsets, pitches.length);
  checkOffsets('successorOffsets', successorOffsets, successors.length);
  if (counts.length !== length) refuse(`counts has ${counts.length} entries, expected ${length}`);
  if (successorCounts.length !== successors.length) refuse('successors and successorCounts differ in length');
  for (let i = 0; i < length; i++) {
    if (offsets[i] === offsets[i + 1]) refuse(`frame ${i} is empty`);
    for (let k = offsets[i]!; k < offsets[i + 1]!; k++) {
      const pitch = pitches[k]!;
      if (pitch < LOWEST_PITCH || pitch > HIGHEST_PITCH) refuse(`frame ${i} has pitch ${pitch}`);
      if (k > offsets[i]! && pitch <= pitches[k - 1]!) refuse(`pitches of frame ${i} do not ascend`);
    }
  }
  if (successors.some((frame) => frame >= length)) refuse('a successor is no frame');
  const isCount = (count: number): boolean => count > 0 && Number.isFinite(count);
  if (!counts.every(isCount) || !successorCounts.every(isCount)) refuse('every count must be above 0');
}
