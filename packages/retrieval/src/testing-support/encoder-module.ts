// Bundled for threads of their own, which cannot import the sources.
export { createRawEncoder } from '@midizero/pitch-matrix';

/** A module that does not make the encoder it should. */
export async function createWrongEncoder(): Promise<unknown> {
  return { id: 'another', dimensions: 880, windowFrames: 10, encode: async () => new Float32Array() };
}
