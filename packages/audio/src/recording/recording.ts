import { InvalidArgumentError } from '@midizero/core';

/** Sound as mono samples, handed out block by block so that a long recording need not be in memory twice. */
export interface Recording {
  readonly sampleRateHz: number;
  readonly durationSeconds: number;
  /** Of a part of a longer recording, where in it the part begins: what the times of its notes count from. @default 0 */
  readonly startSeconds?: number;
  /** The samples from first to last, full scale -1 to 1; each call starts over, a block may be reused for the next. */
  blocks(): Iterable<Float32Array>;
}

/** Sample rates that are taken; the limits are those of the Web Audio API. */
const SAMPLE_RATES_HZ = { lowest: 3000, highest: 768_000 } as const;

/** Samples of one block. */
export const BLOCK_SAMPLES = 65_536;

/** @throws InvalidArgumentError for a rate outside 3,000 to 768,000 Hz */
export function requireSampleRate(sampleRateHz: number): void {
  const { lowest, highest } = SAMPLE_RATES_HZ;
  if (!Number.isFinite(sampleRateHz) || sampleRateHz < lowest || sampleRateHz > highest) {
    throw new InvalidArgumentError('sampleRateHz', `expected ${lowest} to ${highest}, got ${sampleRateHz}`);
  }
}

/**
 * A recording of samples in memory.
 * @param channels arrays of one length, full scale -1 to 1, such as an AudioBuffer's; their mean is what is heard. Not
 * copied
 * @throws InvalidArgumentError for no channels, channels of several lengths, or a rate outside 3,000 to 768,000 Hz
 */
export function createRecording(channels: readonly Float32Array[], sampleRateHz: number): Recording {
  requireSampleRate(sampleRateHz);
  const [first] = channels;
  if (first === undefined) throw new InvalidArgumentError('channels', 'expected at least one');
  if (channels.some(({ length }) => length !== first.length)) {
    throw new InvalidArgumentError('channels', `expected one length, got ${channels.map(({ length }) => length)}`);
  }
  return {
    sampleRateHz,
    durationSeconds: first.length / sampleRateHz,
    *blocks() {
      for (let start = 0; start < first.length; start += BLOCK_SAMPLES) {
        yield mixedDown(channels.map((channel) => channel.subarray(start, start + BLOCK_SAMPLES)));
      }
    },
  };
}

function mixedDown(channels: readonly Float32Array[]): Float32Array {
  const [first] = channels;
  if (channels.length === 1) return first!;
  return first!.map((_, index) => channels.reduce((sum, channel) => sum + channel[index]!, 0) / channels.length);
}
