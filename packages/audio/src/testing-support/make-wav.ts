export interface WavOptions {
  /** WAVE format tag: 1 PCM, 3 floating point. @default 1 */
  readonly coding?: number;
  /** @default 16 */
  readonly bits?: number;
  /** @default 22050 */
  readonly sampleRateHz?: number;
  /** Hide the tag in a WAVE_FORMAT_EXTENSIBLE header. @default false */
  readonly extensible?: boolean;
  /** What the chunk of samples says it has. @default the truth */
  readonly dataSize?: number;
  /** Chunks between the header and the samples, of these sizes. @default none */
  readonly otherChunks?: readonly number[];
}

/** A WAV file of samples -1 to 1, one array a channel. */
export function makeWav(channels: readonly (readonly number[])[], options: WavOptions = {}): Uint8Array {
  const { coding = 1, bits = 16, sampleRateHz = 22_050, extensible = false, otherChunks = [] } = options;
  const sampleBytes = bits / 8;
  const frameBytes = channels.length * sampleBytes;
  const length = channels[0]?.length ?? 0;
  const format = new DataView(new ArrayBuffer(extensible ? 40 : 16));
  format.setUint16(0, extensible ? 0xfffe : coding, true);
  format.setUint16(2, channels.length, true);
  format.setUint32(4, sampleRateHz, true);
  format.setUint32(8, sampleRateHz * frameBytes, true);
  format.setUint16(12, frameBytes, true);
  format.setUint16(14, bits, true);
  if (extensible) {
    format.setUint16(16, 22, true);
    format.setUint16(18, bits, true);
    format.setUint16(24, coding, true);
  }
  const data = new DataView(new ArrayBuffer(length * frameBytes));
  for (let frame = 0; frame < length; frame++) {
    channels.forEach((channel, index) => {
      writeSample(data, frame * frameBytes + index * sampleBytes, channel[frame]!, coding, bits);
    });
  }
  const chunks = [
    chunk('fmt ', format),
    ...otherChunks.map((size) => chunk('LIST', new DataView(new ArrayBuffer(size)))),
    chunk('data', data, options.dataSize),
  ];
  const size = chunks.reduce((sum, bytes) => sum + bytes.length, 4);
  const header = new Uint8Array(12);
  header.set(new TextEncoder().encode('RIFF0000WAVE'));
  new DataView(header.buffer).setUint32(4, size, true);
  return joined([header, ...chunks]);
}

function writeSample(view: DataView, offset: number, value: number, coding: number, bits: number): void {
  if (coding === 3) {
    if (bits === 32) view.setFloat32(offset, value, true);
    else view.setFloat64(offset, value, true);
    return;
  }
  const whole = Math.round(value * (2 ** (bits - 1) - 1));
  if (bits === 8) view.setUint8(offset, whole + 128);
  else if (bits === 16) view.setInt16(offset, whole, true);
  else if (bits === 32) view.setInt32(offset, whole, true);
  else {
    view.setUint16(offset, whole & 0xffff, true);
    view.setInt8(offset + 2, whole >> 16);
  }
}

function chunk(name: string, content: DataView, size: number = content.byteLength): Uint8Array {
  const bytes = new Uint8Array(8 + content.byteLength + (content.byteLength % 2));
  bytes.set(new TextEncoder().encode(name));
  new DataView(bytes.buffer).setUint32(4, size, true);
  bytes.set(new Uint8Array(content.buffer), 8);
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}
