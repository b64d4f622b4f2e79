/** Reads the sample at a byte offset, full scale -1 to 1. */
export type SampleReader = (view: DataView, offset: number) => number;

const PCM = 1;
const FLOAT = 3;

/** PCM is little-endian and signed, but for 8 bits, which count from 0 with silence at 128. By bytes of a sample. */
const pcmReaders: Readonly<Record<number, SampleReader>> = {
  1: (view, offset) => (view.getUint8(offset) - 128) / 128,
  2: (view, offset) => view.getInt16(offset, true) / 32_768,
  3: (view, offset) => ((view.getInt8(offset + 2) << 16) | view.getUint16(offset, true)) / 8_388_608,
  4: (view, offset) => view.getInt32(offset, true) / 2_147_483_648,
};

const floatReaders: Readonly<Record<number, SampleReader>> = {
  4: (view, offset) => view.getFloat32(offset, true),
  8: (view, offset) => view.getFloat64(offset, true),
};

/**
 * @param coding WAVE format tag: 1 PCM, 3 IEEE floating point
 * @param sampleBytes bytes that a sample of one channel takes; samples of fewer bits fill the upper ones
 */
export function sampleReader(coding: number, sampleBytes: number): SampleReader | undefined {
  if (coding === PCM) return pcmReaders[sampleBytes];
  return coding === FLOAT ? floatReaders[sampleBytes] : undefined;
}
