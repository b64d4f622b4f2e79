import { InvalidArgumentError } from '@midizero/core';
import { type Frames, HIGHEST_PITCH, KEY_COUNT, LOWEST_PITCH, WINDOW_FRAMES, type Windows } from './contract.js';

/** Where windows lie. */
export interface WindowGridOptions {
  /**
   * Frames of a window, 1 or more.
   * @default 10
   */
  readonly windowFrames?: number;
  /**
   * Frames from one window's start to the next one's, 1 or more.
   * @default 2
   */
  readonly step?: number;
  /**
   * Whether a last window is added that ends with the piece, where the grid leaves frames behind its last window.
   * @default false
   */
  readonly includeTail?: boolean;
}

/** What windows hold. */
export interface WindowContentOptions {
  /**
   * Frames of a window, 1 or more.
   * @default 10
   */
  readonly windowFrames?: number;
  /**
   * Semitones added to all pitches; pitches that leave the keyboard are dropped.
   * @default 0
   */
  readonly transposition?: number;
}

/** Options of {@link cutWindows}. */
export interface CutWindowsOptions extends WindowGridOptions, WindowContentOptions {}

/**
 * Cuts frames into windows: one at every `step`-th frame from which a full window is left. Up to `step - 1` frames at
 * the end are thus in no window, unless `includeTail` is set. A piece shorter than a window gives one window that ends
 * in empty frames, and no frames give no windows.
 *
 * The windows of a long piece are large (880 numbers each); {@link windowStarts} and {@link writeWindows} make them a
 * few at a time.
 * @throws InvalidArgumentError for sizes that are not whole numbers in range
 */
export function cutWindows(frames: Frames, options: CutWindowsOptions = {}): Windows {
  const { windowFrames = WINDOW_FRAMES } = options;
  const firstFrame = windowStarts(frames.length, options);
  const data = new Float32Array(firstFrame.length * windowFrames * KEY_COUNT);
  setNotes(frames, firstFrame, data, windowFrames, checkedTransposition(options));
  return { length: firstFrame.length, windowFrames, data, firstFrame };
}

/**
 * First frames of the windows that {@link cutWindows} cuts from a piece of `frameCount` frames, ascending.
 * @throws InvalidArgumentError for sizes that are not whole numbers in range
 */
export function windowStarts(frameCount: number, options: WindowGridOptions = {}): Uint32Array {
  const { windowFrames = WINDOW_FRAMES, step = 2, includeTail = false } = options;
  requireWhole('frameCount', frameCount, 0);
  requireWhole('windowFrames', windowFrames, 1);
  requireWhole('step', step, 1);
  if (frameCount === 0) return new Uint32Array(0);
  const lastStart = Math.max(0, frameCount - windowFrames);
  const onGrid = Math.floor(lastStart / step) + 1;
  const hasTail = includeTail && lastStart % step !== 0;
  const starts = new Uint32Array(onGrid + (hasTail ? 1 : 0));
  for (let window = 0; window < onGrid; window++) starts[window] = window * step;
  if (hasTail) starts[onGrid] = lastStart;
  return starts;
}

/**
 * Writes the windows that begin at `firstFrames` into a buffer that can be used again and again, so that pieces of any
 * length are encoded in bounded memory:
 *
 * ```ts
 * const starts = windowStarts(frames.length);
 * const buffer = new Float32Array(256 * 10 * 88);
 * for (let from = 0; from < starts.length; from += 256) {
 *   const windows = writeWindows(frames, starts.subarray(from, from + 256), buffer);
 *   // … encode `windows`
 * }
 * ```
 * @param firstFrames size n, rows of `frames`
 * @param target at least n * windowFrames * 88 numbers; those are all overwritten
 * @returns the part of `target` that was written, a view of size n * windowFrames * 88
 * @throws InvalidArgumentError for a target that is too small or sizes that are not whole numbers in range
 */
export function writeWindows(
  frames: Frames,
  firstFrames: Uint32Array,
  target: Float32Array,
  options: WindowContentOptions = {},
): Float32Array {
  const { windowFrames = WINDOW_FRAMES } = options;
  requireWhole('windowFrames', windowFrames, 1);
  const size = firstFrames.length * windowFrames * KEY_COUNT;
  if (target.length < size) {
    throw new InvalidArgumentError('target', `expected room for ${size} numbers, got ${target.length}`);
  }
  const data = target.subarray(0, size).fill(0);
  setNotes(frames, firstFrames, data, windowFrames, checkedTransposition(options));
  return data;
}

/** Sets a 1 for every note of the windows in `data`, which is all 0. */
function setNotes(
  frames: Frames,
  firstFrames: Uint32Array,
  data: Float32Array,
  windowFrames: number,
  transposition: number,
): void {
  const { offsets, pitches } = frames;
  const lowest = LOWEST_PITCH - transposition;
  const highest = HIGHEST_PITCH - transposition;
  for (let window = 0; window < firstFrames.length; window++) {
    const first = firstFrames[window]!;
    const last = Math.min(first + windowFrames, frames.length);
    for (let frame = first; frame < last; frame++) {
      const column0 = (window * windowFrames + frame - first) * KEY_COUNT - lowest;
      for (let i = offsets[frame]!; i < offsets[frame + 1]!; i++) {
        const pitch = pitches[i]!;
        if (pitch >= lowest && pitch <= highest) data[column0 + pitch] = 1;
      }
    }
  }
}

function checkedTransposition({ transposition = 0 }: WindowContentOptions): number {
  requireWhole('transposition', transposition, Number.MIN_SAFE_INTEGER);
  return transposition;
}

function requireWhole(argument: string, value: number, lowest: number): void {
  if (Number.isSafeInteger(value) && value >= lowest) return;
  const bound = lowest === Number.MIN_SAFE_INTEGER ? '' : ` of ${lowest} or more`;
  throw new InvalidArgumentError(argument, `expected a whole number${bound}, got ${value}`);
}
