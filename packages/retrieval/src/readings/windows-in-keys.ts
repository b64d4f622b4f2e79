import { type Frames, KEY_COUNT, writeWindows } from '@midizero/pitch-matrix';

/**
 * Windows of some frames in each of some keys.
 * @param firstFrames of the windows, size n
 * @param keys semitones by which the frames lie above the pieces that they are compared with, size k
 * @returns size k * n * windowFrames * 88, key after key, for an encoder
 */
export function windowsInKeys(
  frames: Frames,
  firstFrames: Uint32Array,
  keys: readonly number[],
  windowFrames: number,
): Float32Array {
  const size = firstFrames.length * windowFrames * KEY_COUNT;
  const windows = new Float32Array(keys.length * size);
  for (const [i, key] of keys.entries()) {
    const target = windows.subarray(i * size, (i + 1) * size);
    // What lies `key` semitones above a piece is moved down by as much.
    writeWindows(frames, firstFrames, target, { windowFrames, transposition: -key });
  }
  return windows;
}
