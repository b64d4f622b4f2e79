import { type RunOptions, throwIfAborted } from '@midizero/core';
import { AudioFormatError } from '../../errors.js';
import type { RecordingSpan } from '../../recording/part-of-recording.js';
import { createRecording, type Recording, requireSampleRate } from '../../recording/recording.js';
import type { ChunkDecoder, DecodedSamples } from './chunk-decoder.js';
import { type DecodedFormat, openDecoder } from './open-decoder.js';

/** Some seconds of sound: what is decoded and then thrown away before the part that is wanted stays small. */
const CHUNK_BYTES = 65_536;

/**
 * Decodes a compressed recording, or a part of it, into memory: mono, 4 bytes a sample. What can be decoded of a damaged file
 * is taken.
 * @throws AudioFormatError for a file of which nothing can be decoded, or which changes its sample rate
 */
export async function decodeCompressed(
  format: DecodedFormat,
  bytes: Uint8Array,
  { startSeconds, endSeconds }: Required<RecordingSpan>,
  { signal }: Pick<RunOptions, 'signal'>,
): Promise<Recording> {
  const collector = new SampleCollector(format, startSeconds, endSeconds);
  const decoder = await openDecoder(format, bytes);
  try {
    await decodeInto(collector, decoder, bytes, signal);
  } catch (cause) {
    if (cause instanceof AudioFormatError || signal?.aborted) throw cause;
    // The decoders stop with errors of their own kinds.
    throw new AudioFormatError(
      `damaged ${format}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { format },
      { cause },
    );
  } finally {
    decoder.free();
  }
  return collector.finish();
}

async function decodeInto(
  collector: SampleCollector,
  decoder: ChunkDecoder,
  bytes: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    throwIfAborted(signal);
    collector.add(await decoder.decode(bytes.subarray(from, from + CHUNK_BYTES)));
    if (collector.isComplete) return;
  }
  collector.add(await decoder.flush());
}

/** Keeps the samples of a part of a recording, mixed down to mono. */
class SampleCollector {
  readonly #format: DecodedFormat;
  readonly #startSeconds: number;
  readonly #endSeconds: number;
  readonly #blocks: Float32Array[] = [];
  #sampleRateHz = 0;
  /** Samples that came, kept or not. */
  #position = 0;

  constructor(format: DecodedFormat, startSeconds: number, endSeconds: number) {
    this.#format = format;
    this.#startSeconds = startSeconds;
    this.#endSeconds = endSeconds;
  }

  get isComplete(): boolean {
    return this.#sampleRateHz > 0 && this.#position >= this.#endSeconds * this.#sampleRateHz;
  }

  add({ channelData, sampleRate }: DecodedSamples): void {
    const length = channelData[0]?.length ?? 0;
    if (length === 0) return;
    this.#takeRate(sampleRate);
    const from = Math.max(0, Math.round(this.#startSeconds * sampleRate) - this.#position);
    const to = Math.max(
      0,
      Math.round(Math.min(this.#endSeconds * sampleRate, Number.MAX_SAFE_INTEGER)) - this.#position,
    );
    this.#position += length;
    const channels = channelData.map((channel) => channel.subarray(from, to));
    // Mixing down makes a copy, so that a decoder's memory is not kept.
    for (const block of createRecording(channels, sampleRate).blocks()) this.#blocks.push(block.map(finite));
  }

  #takeRate(sampleRate: number): void {
    const format = this.#format;
    if (this.#sampleRateHz === 0) {
      try {
        requireSampleRate(sampleRate);
      } catch (cause) {
        throw new AudioFormatError(
          `${format} of ${sampleRate} samples a second, which is no rate that music is recorded at`,
          { format },
          { cause },
        );
      }
      this.#sampleRateHz = sampleRate;
    }
    if (sampleRate !== this.#sampleRateHz) {
      const rates = `${this.#sampleRateHz} and ${sampleRate}`;
      throw new AudioFormatError(`${format} of ${rates} samples a second in one file; save it as WAV`, { format });
    }
  }

  finish(): Recording {
    const format = this.#format;
    if (this.#sampleRateHz === 0) throw new AudioFormatError(`damaged ${format}: no sound can be decoded`, { format });
    const samples = this.#blocks.reduce((sum, { length }) => sum + length, 0);
    return {
      sampleRateHz: this.#sampleRateHz,
      durationSeconds: samples / this.#sampleRateHz,
      startSeconds: Math.min(Math.round(this.#startSeconds * this.#sampleRateHz), this.#position) / this.#sampleRateHz,
      blocks: () => this.#blocks,
    };
  }
}

/** A broken sample must not spoil the two seconds around it. */
function finite(sample: number): number {
  return Number.isFinite(sample) ? sample : 0;
}
