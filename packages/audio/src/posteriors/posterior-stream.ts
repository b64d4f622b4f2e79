import { createResampler, type Resampler } from '../recording/resampler.js';
import type { Network } from './network.js';
import {
  HOP_SAMPLES,
  KEPT_FRAMES,
  KEYS,
  MARGIN_FRAMES,
  NETWORK_RATE_HZ,
  WINDOW_FRAMES,
  WINDOW_SAMPLES,
} from './network-contract.js';
import type { Posteriors } from './posteriors.js';

export interface PosteriorStreamOptions {
  readonly network: Network;
  readonly sampleRateHz: number;
  /**
   * Frames from one window to the next, 1 to 142. Fewer come out sooner and cost more: each window is a run of the
   * network. @default 142
   */
  readonly strideFrames?: number;
}

/** Windows of one run: enough to keep the processor's cores busy, few enough to stop soon and to stay in its caches. */
const WINDOWS_PER_RUN = 4;

/**
 * Runs the network over sound that comes in pieces, two seconds at a time, and joins what it says. The windows lie on
 * one grid of frames, and each gives the frames that end {@link MARGIN_FRAMES} before its own end, so every frame is seen
 * with at least that much around it.
 */
export class PosteriorStream {
  readonly #network: Network;
  readonly #resampler: Resampler;
  readonly #stride: number;
  /** Frames of a window before those that are kept. */
  readonly #lead: number;
  /** Samples from #lead frames before frame #nextFrame on. */
  #buffer: Float32Array;
  #nextFrame = 0;
  /** Samples received, after resampling. */
  #received = 0;

  constructor({ network, sampleRateHz, strideFrames = KEPT_FRAMES }: PosteriorStreamOptions) {
    this.#network = network;
    this.#resampler = createResampler(sampleRateHz, NETWORK_RATE_HZ);
    this.#stride = strideFrames;
    this.#lead = WINDOW_FRAMES - MARGIN_FRAMES - strideFrames;
    this.#buffer = new Float32Array(this.#lead * HOP_SAMPLES);
  }

  /** Frames handed out so far. */
  get frameCount(): number {
    return this.#nextFrame;
  }

  /** Takes mono samples; hands out the frames that have become known, run by run. */
  async *push(samples: Float32Array): AsyncGenerator<Posteriors> {
    const resampled = this.#resampler.push(samples);
    this.#received += resampled.length;
    yield* this.#run(resampled, Number.POSITIVE_INFINITY);
  }

  /** The frames up to the sound's end, as if silence followed. */
  async *finish(): AsyncGenerator<Posteriors> {
    const rest = this.#resampler.finish();
    this.#received += rest.length;
    const total = Math.ceil(this.#received / HOP_SAMPLES);
    const windows = Math.max(0, Math.ceil((total - this.#nextFrame) / this.#stride));
    const needed = windows === 0 ? 0 : (windows - 1) * this.#stride * HOP_SAMPLES + WINDOW_SAMPLES;
    const padded = new Float32Array(Math.max(rest.length, needed - this.#buffer.length));
    padded.set(rest);
    yield* this.#run(padded, total);
  }

  async *#run(samples: Float32Array, endFrame: number): AsyncGenerator<Posteriors> {
    const buffer = new Float32Array(this.#buffer.length + samples.length);
    buffer.set(this.#buffer);
    buffer.set(samples, this.#buffer.length);
    this.#buffer = buffer;
    const hop = this.#stride * HOP_SAMPLES;
    for (;;) {
      const complete = Math.floor((this.#buffer.length - WINDOW_SAMPLES) / hop) + 1;
      const wanted = Math.ceil((endFrame - this.#nextFrame) / this.#stride);
      const count = Math.min(complete, wanted, WINDOWS_PER_RUN);
      if (count < 1) return;
      const windows = new Float32Array(count * WINDOW_SAMPLES);
      for (let index = 0; index < count; index++) {
        windows.set(this.#buffer.subarray(index * hop, index * hop + WINDOW_SAMPLES), index * WINDOW_SAMPLES);
      }
      const { onsets, frames } = await this.#network.run(windows);
      const firstFrame = this.#nextFrame;
      const frameCount = Math.min(count * this.#stride, endFrame - firstFrame);
      const levels = this.#levels(frameCount);
      this.#buffer = this.#buffer.slice(count * hop);
      this.#nextFrame += frameCount;
      yield {
        firstFrame,
        frameCount,
        onsets: this.#kept(onsets, frameCount),
        frames: this.#kept(frames, frameCount),
        levels,
      };
    }
  }

  /** The kept rows of all windows of a run, joined and cut to a number of frames. */
  #kept(output: Float32Array, frameCount: number): Float32Array {
    const rows = new Float32Array(frameCount * KEYS);
    for (let from = 0, window = 0; from < frameCount; from += this.#stride, window++) {
      const start = (window * WINDOW_FRAMES + this.#lead) * KEYS;
      rows.set(output.subarray(start, start + Math.min(this.#stride, frameCount - from) * KEYS), from * KEYS);
    }
    return rows;
  }

  #levels(frameCount: number): Float32Array {
    return Float32Array.from({ length: frameCount }, (_, frame) => {
      const centre = (this.#lead + frame) * HOP_SAMPLES;
      const around = this.#buffer.subarray(Math.max(0, centre - HOP_SAMPLES), centre + HOP_SAMPLES);
      let squares = 0;
      for (const sample of around) squares += sample * sample;
      return Math.sqrt(squares / (2 * HOP_SAMPLES));
    });
  }
}
