import type { RunOptions } from '@midizero/core';
import { AudioFormatError } from '../errors.js';
import { recogniseAudio } from '../recording/audio-format.js';
import { partOfRecording, type RecordingSpan, requireSpan } from '../recording/part-of-recording.js';
import { readWav } from '../recording/read-wav.js';
import type { Recording } from '../recording/recording.js';
import { decodeCompressed } from './decoders/decode-compressed.js';

/** The part to decode, with `startSeconds` and `endSeconds`. */
export interface DecodeRecordingOptions extends RecordingSpan, Pick<RunOptions, 'signal'> {}

/**
 * Decodes a recording by what its bytes are: WAV, mp3, FLAC, and Ogg with Vorbis, Opus or FLAC. Of a part, what lies before
 * it is decoded and dropped, and what lies behind it not decoded.
 * @throws AudioFormatError for what is no recording, damaged, or in another format
 * @throws InvalidArgumentError for a part that begins before 0 or ends before it begins
 */
export async function decodeRecording(bytes: Uint8Array, options: DecodeRecordingOptions = {}): Promise<Recording> {
  const span = requireSpan(options);
  const format = recogniseAudio(bytes);
  switch (format) {
    case 'wav': {
      const recording = readWav(bytes);
      return span.startSeconds === 0 && span.endSeconds === Number.POSITIVE_INFINITY
        ? recording
        : partOfRecording(recording, span);
    }
    case 'mp3':
    case 'flac':
    case 'ogg':
      return decodeCompressed(format, bytes, span, options);
    case undefined:
      throw new AudioFormatError('not a recording');
    default:
      throw new AudioFormatError(`${format} is not decoded here; save the recording as WAV, FLAC or mp3`, { format });
  }
}
