import { AudioFormatError } from '../errors.js';
import { BLOCK_SAMPLES, type Recording, requireSampleRate } from './recording.js';
import { type SampleReader, sampleReader } from './wav-samples.js';

/** What the `fmt ` chunk says. */
interface WavFormat {
  readonly channels: number;
  readonly sampleRateHz: number;
  /** Bytes of one sample of all channels. */
  readonly frameBytes: number;
  readonly readSample: SampleReader;
}

/**
 * Reads a WAV file: RIFF, RF64 or BW64, with PCM of 8, 16, 24 or 32 bits or floating point of 32 or 64, plain or as
 * WAVE_FORMAT_EXTENSIBLE, any number of channels. What follows a file's end is ignored, and a file that ends before its
 * data does, or that was never closed by its recorder, is read as far as it goes. Nothing is decoded before it is asked
 * for; `bytes` must stay as they are until then.
 * @throws AudioFormatError if the bytes are no WAV file, or one whose samples are coded in another way
 */
export function readWav(bytes: Uint8Array): Recording {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { format, start, end } = locateChunks(bytes, view);
  const { channels, sampleRateHz, frameBytes, readSample } = format;
  const frames = Math.floor((end - start) / frameBytes);
  const sampleBytes = frameBytes / channels;
  return {
    sampleRateHz,
    durationSeconds: frames / sampleRateHz,
    *blocks() {
      for (let from = 0; from < frames; from += BLOCK_SAMPLES) {
        const block = new Float32Array(Math.min(BLOCK_SAMPLES, frames - from));
        let offset = start + from * frameBytes;
        for (let index = 0; index < block.length; index++) {
          let sum = 0;
          for (let channel = 0; channel < channels; channel++) {
            sum += readSample(view, offset);
            offset += sampleBytes;
          }
          // A broken float sample must not spoil the two seconds around it.
          const mean = sum / channels;
          block[index] = Number.isFinite(mean) ? mean : 0;
        }
        yield block;
      }
    },
  };
}

function locateChunks(bytes: Uint8Array, view: DataView): { format: WavFormat; start: number; end: number } {
  const name = (offset: number): string => String.fromCharCode(...bytes.subarray(offset, offset + 4));
  if (bytes.length < 12 || !['RIFF', 'RF64', 'BW64'].includes(name(0)) || name(8) !== 'WAVE') {
    throw new AudioFormatError('byte 0: not a WAV file: it does not begin with RIFF … WAVE', { byteOffset: 0 });
  }
  let format: WavFormat | undefined;
  let offset = 12;
  while (offset + 8 <= bytes.length) {
    const start = offset + 8;
    const size = view.getUint32(offset + 4, true);
    if (name(offset) === 'fmt ') format = readFormat(view, start, Math.min(size, bytes.length - start));
    if (name(offset) === 'data') {
      if (format === undefined) {
        throw new AudioFormatError(`byte ${offset}: samples come before the chunk "fmt " that says what they are`, {
          byteOffset: offset,
        });
      }
      // A recorder that cannot go back leaves 0 or the highest number, as RF64 does; the samples then reach the end.
      const known = size !== 0 && size !== 0xffff_ffff;
      return { format, start, end: known ? Math.min(start + size, bytes.length) : bytes.length };
    }
    offset = start + size + (size % 2);
  }
  const missing = format === undefined ? '"fmt "' : '"data"';
  throw new AudioFormatError(`byte ${bytes.length}: the WAV file ends without a chunk ${missing}`, {
    byteOffset: bytes.length,
  });
}

const EXTENSIBLE = 0xfffe;

function readFormat(view: DataView, start: number, size: number): WavFormat {
  const refuse = (what: string): never => {
    throw new AudioFormatError(`byte ${start}: ${what}`, { byteOffset: start });
  };
  if (size < 16) refuse(`the chunk "fmt " has ${size} bytes, too few to say what the samples are`);
  const tag = view.getUint16(start, true);
  // The first two bytes of an extensible format's GUID are the tag that it would have had without.
  const coding = tag === EXTENSIBLE && size >= 26 ? view.getUint16(start + 24, true) : tag;
  const channels = view.getUint16(start + 2, true);
  const sampleRateHz = view.getUint32(start + 4, true);
  const frameBytes = view.getUint16(start + 12, true);
  const bits = view.getUint16(start + 14, true);
  if (channels === 0) refuse('no channels');
  const sampleBytes = frameBytes / channels;
  const readSample = sampleReader(coding, sampleBytes);
  if (readSample === undefined || bits > sampleBytes * 8) {
    return refuse(
      `samples of ${bits} bits in ${sampleBytes} bytes with coding ${coding}, which is not read here; save it as PCM`,
    );
  }
  try {
    requireSampleRate(sampleRateHz);
  } catch {
    refuse(`${sampleRateHz} samples a second is no rate that music is recorded at`);
  }
  return { channels, sampleRateHz, frameBytes, readSample };
}
