import CodecParser, { type OggPage, type OpusHeader } from 'codec-parser';
import { OpusDecoder } from 'opus-decoder';
import { type ChunkDecoder, type DecodedSamples, quietly } from './chunk-decoder.js';

/** Opus in Ogg, by libopus. */
export async function openOpusDecoder(): Promise<ChunkDecoder> {
  const parser = new CodecParser<OggPage>('audio/ogg');
  let decoder: OpusDecoder | undefined;

  async function decodePages(pages: Iterator<OggPage>): Promise<DecodedSamples> {
    const frames = [...{ [Symbol.iterator]: () => pages }].flatMap(({ codecFrames }) => codecFrames);
    if (frames.length === 0) return { channelData: [], sampleRate: 0 };
    if (decoder === undefined) {
      const { channels, preSkip, streamCount, coupledStreamCount, channelMappingTable } = frames[0]!
        .header as OpusHeader;
      decoder = new OpusDecoder({ channels, preSkip, streamCount, coupledStreamCount, channelMappingTable });
    }
    await decoder.ready;
    return quietly(() => decoder!.decodeFrames(frames.map(({ data }) => data)));
  }

  return {
    decode: (bytes) => decodePages(parser.parseChunk(bytes)),
    flush: () => decodePages(parser.flush()),
    free: () => decoder?.free(),
  };
}
