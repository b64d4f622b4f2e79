import { libraryPieces } from '@midizero/library';
import { cutWindows, groupFrames, KEY_COUNT } from '@midizero/pitch-matrix';
import { openDevice } from '../engine/device.js';

export interface EmbeddingSpeed {
  readonly threads: number;
  readonly windowsPerSecond: readonly number[];
}

/** What an index asks of the encoder at once. */
const WINDOWS_PER_CALL = 1024;
const ROUNDS = 5;

/** Windows of the built-in pieces, as many as a call takes. */
function someWindows(windowFrames: number): Float32Array {
  const windows = new Float32Array(WINDOWS_PER_CALL * windowFrames * KEY_COUNT);
  let filled = 0;
  for (const { notes } of libraryPieces()) {
    const { data } = cutWindows(groupFrames(notes), { windowFrames });
    const some = data.subarray(0, windows.length - filled);
    windows.set(some, filled);
    filled += some.length;
  }
  return windows;
}

const { encoder, facts } = await openDevice('wasm', {});
const windows = someWindows(encoder.windowFrames);
await encoder.encode(windows);
const windowsPerSecond: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const begun = performance.now();
  await encoder.encode(windows);
  await encoder.encode(windows);
  windowsPerSecond.push((2 * WINDOWS_PER_CALL) / ((performance.now() - begun) / 1000));
}
const speed: EmbeddingSpeed = { threads: facts.threads, windowsPerSecond };
postMessage(speed);
