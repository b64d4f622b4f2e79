import { readFileSync } from 'node:fs';

/** Names of the recordings in the folder beside this file: one of each compressed format, all of the same sound. */
export const COMPRESSED_RECORDINGS = ['tones.mp3', 'tones.flac', 'tones-flac.oga', 'tones.ogg', 'tones.opus'] as const;

/** Bytes of a recording of 440 Hz for 0.6 s and then 660 Hz for as long. */
export function compressedRecording(name: (typeof COMPRESSED_RECORDINGS)[number]): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`recordings/${name}`, import.meta.url)));
}
