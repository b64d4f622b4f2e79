import { InvalidArgumentError } from '@midizero/core';
import { KEY_COUNT, LOWEST_PITCH } from '@midizero/pitch-matrix';

/** Columns of {@link TrainingData}. */
export interface TrainingDataColumns {
  /** Size n * windowFrames + 1: where each frame begins in `pitches`; starts at 0. */
  readonly offsets: Uint32Array;
  /** MIDI note numbers, ascending within a frame, size offsets[n * windowFrames]. */
  readonly pitches: Uint8Array;
  /** Seconds a note, beside `pitches`; undefined where only pitches were asked for. */
  readonly durationSeconds: Float32Array | undefined;
}

/** One sample as lists: `windowFrames` frames of pitches. */
export type Sample = number[][];

/** Samples as columns, with views as lists. Sample i has the frames i * windowFrames to (i + 1) * windowFrames - 1. */
export class TrainingData implements TrainingDataColumns, Iterable<Sample> {
  /** Number of samples n. */
  readonly length: number;
  readonly windowFrames: number;
  readonly offsets: Uint32Array;
  readonly pitches: Uint8Array;
  readonly durationSeconds: Float32Array | undefined;

  /** The columns are taken over, not copied. */
  constructor(windowFrames: number, columns: TrainingDataColumns) {
    this.windowFrames = windowFrames;
    this.length = (columns.offsets.length - 1) / windowFrames;
    this.offsets = columns.offsets;
    this.pitches = columns.pitches;
    this.durationSeconds = columns.durationSeconds;
  }

  /** Frames of pitches. @param index 0 to length - 1 @throws InvalidArgumentError beyond */
  sample(index: number): Sample {
    return this.#lists(index, this.pitches);
  }

  /** Frames of durations in seconds, beside {@link sample}. @throws InvalidArgumentError beyond, or without durations */
  sampleDurations(index: number): number[][] {
    if (this.durationSeconds) return this.#lists(index, this.durationSeconds);
    throw new InvalidArgumentError('pitchOnly', 'these samples have no durations; make them with pitchOnly: false');
  }

  /** All samples as lists, `[sample][frame][note]`: convenient, and many times the memory of the columns. */
  toArray(): number[][][] {
    return [...this];
  }

  *[Symbol.iterator](): Generator<Sample, void, void> {
    for (let index = 0; index < this.length; index++) yield this.sample(index);
  }

  /**
   * Samples `start` to `end` - 1 as windows.
   * @returns size (end - start) * windowFrames * 88, row-major `[window][frame][pitch]`, values 0 or 1, pitch 0 = MIDI 21
   */
  toWindows(start = 0, end: number = this.length): Float32Array {
    const firstFrame = start * this.windowFrames;
    const endFrame = end * this.windowFrames;
    const windows = new Float32Array(Math.max(0, endFrame - firstFrame) * KEY_COUNT);
    for (let frame = firstFrame; frame < endFrame; frame++) {
      const row = (frame - firstFrame) * KEY_COUNT - LOWEST_PITCH;
      for (let i = this.offsets[frame]!; i < this.offsets[frame + 1]!; i++) windows[row + this.pitches[i]!] = 1;
    }
    return windows;
  }

  #lists(index: number, column: Uint8Array | Float32Array): number[][] {
    if (!Number.isInteger(index) || index < 0 || index >= this.length) {
      throw new InvalidArgumentError('index', `expected a whole number from 0 to ${this.length - 1}, got ${index}`);
    }
    const first = index * this.windowFrames;
    return Array.from({ length: this.windowFrames }, (_, frame) =>
      Array.from(column.subarray(this.offsets[first + frame]!, this.offsets[first + frame + 1]!)),
    );
  }
}

/** One table of several parts, in order. @throws InvalidArgumentError if they hold more than 2^32 - 1 notes together */
export function concatTrainingData(windowFrames: number, parts: readonly TrainingData[]): TrainingData {
  const noteCount = parts.reduce((sum, part) => sum + part.pitches.length, 0);
  if (noteCount > 2 ** 32 - 1) {
    throw new InvalidArgumentError(
      'numSamples',
      `${noteCount} notes are more than one table holds; make batches with generateTrainingBatches, or save to a file`,
    );
  }
  const frameCount = parts.reduce((sum, part) => sum + part.offsets.length - 1, 0);
  const offsets = new Uint32Array(frameCount + 1);
  const pitches = new Uint8Array(noteCount);
  const durationSeconds = parts.some((part) => part.durationSeconds) ? new Float32Array(noteCount) : undefined;
  let frame = 0;
  let note = 0;
  for (const part of parts) {
    for (let i = 1; i < part.offsets.length; i++) offsets[++frame] = note + part.offsets[i]!;
    pitches.set(part.pitches, note);
    if (part.durationSeconds) durationSeconds?.set(part.durationSeconds, note);
    note += part.pitches.length;
  }
  return new TrainingData(windowFrames, { offsets, pitches, durationSeconds });
}
