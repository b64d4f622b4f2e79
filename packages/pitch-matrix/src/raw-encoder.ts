import { InvalidArgumentError, throwIfAborted } from '@midizero/core';
import { KEY_COUNT, WINDOW_FRAMES, type WindowEncoder } from './contract.js';

/** Options of {@link createRawEncoder}. */
export interface RawEncoderOptions {
  /**
   * Frames of the windows it takes, 1 or more.
   * @default 10
   */
  readonly windowFrames?: number;
}

/**
 * The encoder without a model: an embedding is the window itself, divided by its Euclidean length, so that the inner
 * product of two is the share of notes at the same place of both. A baseline for trained encoders, and a stand-in for
 * them in tests. Windows without notes give the one direction that is equally far from all keys.
 * @throws InvalidArgumentError for a windowFrames that is not a whole number of 1 or more
 */
export function createRawEncoder({ windowFrames = WINDOW_FRAMES }: RawEncoderOptions = {}): WindowEncoder {
  if (!Number.isSafeInteger(windowFrames) || windowFrames < 1) {
    throw new InvalidArgumentError('windowFrames', `expected a whole number of 1 or more, got ${windowFrames}`);
  }
  const dimensions = windowFrames * KEY_COUNT;
  return {
    id: `raw-${windowFrames}x${KEY_COUNT}`,
    dimensions,
    windowFrames,
    encode: async (windows, { signal, onProgress } = {}) => {
      throwIfAborted(signal);
      if (windows.length % dimensions !== 0) {
        const message = `expected a multiple of ${dimensions} numbers (${windowFrames} x ${KEY_COUNT}), got ${windows.length}`;
        throw new InvalidArgumentError('windows', message);
      }
      const embeddings = windows.slice();
      for (let start = 0; start < embeddings.length; start += dimensions) {
        normalize(embeddings.subarray(start, start + dimensions));
      }
      const total = windows.length / dimensions;
      onProgress?.({ stage: 'encode windows', completed: total, total, unit: 'windows' });
      return embeddings;
    },
  };
}

function normalize(row: Float32Array): void {
  let squares = 0;
  for (let i = 0; i < row.length; i++) squares += row[i]! ** 2;
  if (squares === 0) {
    row.fill(1 / Math.sqrt(row.length));
    return;
  }
  const scale = 1 / Math.sqrt(squares);
  for (let i = 0; i < row.length; i++) row[i]! *= scale;
}
