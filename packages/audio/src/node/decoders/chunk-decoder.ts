/** What a decoder makes of some bytes. */
export interface DecodedSamples {
  /** Full scale -1 to 1, one array a channel. No channels where nothing was decoded. */
  readonly channelData: readonly Float32Array[];
  readonly sampleRate: number;
}

/** Decodes a file piece by piece, in order. */
export interface ChunkDecoder {
  decode(bytes: Uint8Array): Promise<DecodedSamples>;
  /** What was held back, when there are no more bytes. */
  flush(): Promise<DecodedSamples>;
  free(): void;
}

/** For decoders that write about damaged frames to the console as well as into their results. */
export function quietly<T>(decode: () => T): T {
  const { error } = console;
  console.error = () => {};
  try {
    return decode();
  } finally {
    console.error = error;
  }
}
