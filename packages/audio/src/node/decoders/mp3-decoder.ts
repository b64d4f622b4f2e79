import { MPEGDecoder } from 'mpg123-decoder';
import { type ChunkDecoder, quietly } from './chunk-decoder.js';

/** MPEG audio of layers I to III, by mpg123. */
export async function openMp3Decoder(): Promise<ChunkDecoder> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  return {
    decode: async (bytes) => quietly(() => decoder.decode(bytes)),
    flush: async () => ({ channelData: [], sampleRate: 0 }),
    free: () => decoder.free(),
  };
}
