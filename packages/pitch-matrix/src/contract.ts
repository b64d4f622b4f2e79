import type { RunOptions } from '@midizero/core';

/** Keys of a piano: the pitches a window has columns for. */
export const KEY_COUNT = 88;
/** MIDI note number of the lowest key (A0), column 0. */
export const LOWEST_PITCH = 21;
/** MIDI note number of the highest key (C8), column 87. */
export const HIGHEST_PITCH = 108;
/** Frames in a window unless told otherwise. */
export const WINDOW_FRAMES = 10;

/**
 * Frames as columns: the pitches that sound together, in order of time; how long they last is dropped
 * ("time ablation"). Frame i holds `pitches[offsets[i] .. offsets[i + 1])`, ascending, without repeats, each 21 to 108.
 * No frame is empty.
 */
export interface Frames {
  /** Number of frames n. */
  readonly length: number;
  /** Onset of each frame's first note in seconds, size n, ascending. */
  readonly startSeconds: Float64Array;
  /** Size n + 1, starts at 0. */
  readonly offsets: Uint32Array;
  /** Size offsets[n]; MIDI note numbers. */
  readonly pitches: Uint8Array;
  /** Notes left out, by reason. */
  readonly excluded: { readonly percussion: number; readonly outOfRange: number };
}

/**
 * Windows cut from frames: `data` has size n * windowFrames * 88, row-major `[window][frame][pitch]`, values 0 or 1,
 * pitch 0 = MIDI 21. Where a piece has fewer frames than a window, its one window ends in empty frames.
 */
export interface Windows {
  /** Number of windows n. */
  readonly length: number;
  readonly windowFrames: number;
  readonly data: Float32Array;
  /** Row of each window's first frame in the frames it was cut from, size n. */
  readonly firstFrame: Uint32Array;
}

/** Turns windows into embeddings. Implementations may run one batch at a time; callers await each call. */
export interface WindowEncoder {
  /** Names the weights exactly: embeddings of two encoders compare only if their ids are equal. Stored in every index. */
  readonly id: string;
  /** Length d of an embedding. */
  readonly dimensions: number;
  /** Frames of the windows it takes. */
  readonly windowFrames: number;
  /**
   * @param windows size n * windowFrames * 88, row-major `[window][frame][pitch]`, pitch 0 = MIDI 21; not changed
   * @returns size n * d, row-major `[window][dimension]`, each row of Euclidean length 1; owned by the caller.
   * No windows give an empty array.
   * @throws InvalidArgumentError if the size is not a multiple of windowFrames * 88
   */
  encode(windows: Float32Array, options?: RunOptions): Promise<Float32Array>;
}
