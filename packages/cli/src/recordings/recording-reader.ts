import { recogniseAudio } from '@midizero/audio';
import { noteFileReader, type PieceReader } from '@midizero/retrieval/node';
import type { Transcription } from './transcription.js';

/** Also kinds that are not decoded here, such as m4a: so that they are reported as passed over, not passed over in silence. */
const RECORDING_EXTENSION = /\.(?:wav|wave|mp3|flac|ogg|oga|opus|m4a|aac|aiff?|webm)$/i;

/** Reads all that the usual reader does, and recordings by transcribing them. */
export function recordingReader(transcription: Transcription, signal: AbortSignal): PieceReader {
  const isRecording = (bytes: Uint8Array, name: string): boolean =>
    recogniseAudio(bytes) !== undefined || RECORDING_EXTENSION.test(name);
  return {
    accepts: (name) => RECORDING_EXTENSION.test(name) || noteFileReader.accepts(name),
    claims: isRecording,
    async read(bytes, name) {
      return isRecording(bytes, name)
        ? [await transcription.transcribe(bytes, { signal })]
        : noteFileReader.read(bytes, name);
    },
  };
}
