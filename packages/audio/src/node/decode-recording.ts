import { AudioFormatError } from '../errors.js';
import { recogniseAudio } from '../recording/audio-format.js';
import { readWav } from '../recording/read-wav.js';
import type { Recording } from '../recording/recording.js';

/**
 * Decodes a recording by what its bytes are: in Node that is WAV.
 * @throws AudioFormatError for what is no recording, damaged, or compressed
 */
export async function decodeRecording(bytes: Uint8Array): Promise<Recording> {
  const format = recogniseAudio(bytes);
  if (format === 'wav') return readWav(bytes);
  if (format === undefined) throw new AudioFormatError('not a recording');
  throw new AudioFormatError(`${format} is not decoded here; save the recording as WAV`, { format });
}
