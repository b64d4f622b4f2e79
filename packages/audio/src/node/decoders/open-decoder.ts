import { AudioFormatError } from '../../errors.js';
import { type ChunkDecoder, quietly } from './chunk-decoder.js';

/** Compressed formats that are decoded. */
export type DecodedFormat = 'mp3' | 'flac' | 'ogg';

/**
 * A decoder for a file. Each is loaded when the first file of its format comes.
 * @throws AudioFormatError for Ogg with something else in it than Vorbis, Opus or FLAC
 */
export async function openDecoder(format: DecodedFormat, bytes: Uint8Array): Promise<ChunkDecoder> {
  const codec = format === 'ogg' ? oggCodec(bytes) : format;
  switch (codec) {
    case 'mp3':
      return (await import('./mp3-decoder.js')).openMp3Decoder();
    case 'opus':
      return (await import('./opus-decoder.js')).openOpusDecoder();
    case 'flac': {
      const { FLACDecoder } = await import('@wasm-audio-decoders/flac');
      return ready(new FLACDecoder());
    }
    case 'vorbis': {
      const { OggVorbisDecoder } = await import('@wasm-audio-decoders/ogg-vorbis');
      return ready(new OggVorbisDecoder());
    }
    default:
      throw new AudioFormatError('Ogg without Vorbis, Opus or FLAC in it; save the recording as WAV', { format });
  }
}

/** These decoders work, and write to the console, before they return their promise. */
async function ready(decoder: ChunkDecoder & { readonly ready: Promise<void> }): Promise<ChunkDecoder> {
  await decoder.ready;
  return {
    decode: (bytes) => quietly(() => decoder.decode(bytes)),
    flush: () => quietly(() => decoder.flush()),
    free: () => decoder.free(),
  };
}

const OGG_CODECS: Readonly<Record<string, 'vorbis' | 'opus' | 'flac'>> = {
  '\x01vorbis': 'vorbis',
  OpusHead: 'opus',
  '\x7fFLAC': 'flac',
};

/** The codec is named where the first page's content begins: behind 27 bytes and the table of its segments (RFC 3533). */
function oggCodec(bytes: Uint8Array): 'vorbis' | 'opus' | 'flac' | undefined {
  const start = 27 + (bytes[26] ?? 0);
  const head = String.fromCharCode(...bytes.subarray(start, start + 8));
  return Object.entries(OGG_CODECS).find(([name]) => head.startsWith(name))?.[1];
}
