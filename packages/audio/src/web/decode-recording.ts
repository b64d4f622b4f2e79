import { AudioFormatError } from '../errors.js';
import { recogniseAudio } from '../recording/audio-format.js';
import { readWav } from '../recording/read-wav.js';
import { createRecording, type Recording } from '../recording/recording.js';

/** The rate that browsers decode to; any that keeps what the network hears would do, and every browser takes this one. */
const DECODING_RATE_HZ = 44_100;

/**
 * Decodes whatever the browser can: besides WAV, mp3, AAC, FLAC, Ogg and WebM in most. Browsers decode on pages alone, not
 * in workers, which can read WAV only.
 * @param bytes of a whole file
 * @throws AudioFormatError if it is no sound that this browser knows
 */
export async function decodeRecording(bytes: Uint8Array): Promise<Recording> {
  if (recogniseAudio(bytes) === 'wav') {
    try {
      return readWav(bytes);
    } catch (error) {
      // Compressed samples, which the browser may know.
      if (typeof OfflineAudioContext === 'undefined') throw error;
    }
  }
  if (typeof OfflineAudioContext === 'undefined') {
    throw new AudioFormatError('workers decode WAV only; call decodeRecording on the page, transcribe in the worker');
  }
  const context = new OfflineAudioContext(1, 1, DECODING_RATE_HZ);
  let decoded: AudioBuffer;
  try {
    // A copy, because decoding takes the buffer away.
    decoded = await context.decodeAudioData(bytes.slice().buffer);
  } catch (cause) {
    throw new AudioFormatError('not a recording that this browser can decode', {}, { cause });
  }
  const channels = Array.from({ length: decoded.numberOfChannels }, (_, index) => decoded.getChannelData(index));
  return createRecording(channels, decoded.sampleRate);
}
