import type { TrainingDataColumns } from './training-data.js';

/**
 * Where samplers write: growing columns of frames. Call {@link reserve}, then {@link addPitch} for each pitch of a frame in
 * ascending order, then {@link endFrame}.
 */
export class SampleBuffer {
  /** MIDI note numbers; the first {@link noteCount} are in use. */
  pitches: Uint8Array = new Uint8Array(1024);
  /** Where each frame begins in `pitches`; the first {@link frameCount} + 1 are in use. */
  offsets: Uint32Array = new Uint32Array(128);
  /** Seconds a note, beside `pitches`, where durations are asked for. */
  durationSeconds: Float32Array | undefined;
  /** One more than the last note that came with a duration, see {@link addTimedPitches}; 0 without any. */
  timedUntil = 0;
  noteCount = 0;
  frameCount = 0;

  constructor(options: { readonly withDurations?: boolean } = {}) {
    if (options.withDurations) this.durationSeconds = new Float32Array(this.pitches.length);
  }

  /** Makes room for so many more frames and notes. */
  reserve(frames: number, notes: number): void {
    const frameRoom = this.frameCount + frames + 1;
    if (frameRoom > this.offsets.length) {
      const grown = new Uint32Array(Math.max(frameRoom, this.offsets.length * 2));
      grown.set(this.offsets);
      this.offsets = grown;
    }
    const noteRoom = this.noteCount + notes;
    if (noteRoom <= this.pitches.length) return;
    const size = Math.max(noteRoom, this.pitches.length * 2);
    const grown = new Uint8Array(size);
    grown.set(this.pitches);
    this.pitches = grown;
    if (this.durationSeconds) {
      const durations = new Float32Array(size);
      durations.set(this.durationSeconds);
      this.durationSeconds = durations;
    }
  }

  addPitch(pitch: number): void {
    this.pitches[this.noteCount++] = pitch;
  }

  /** Adds a copy of `pitches[from .. to)`. */
  addPitches(pitches: Uint8Array, from: number, to: number): void {
    for (let i = from; i < to; i++) this.pitches[this.noteCount++] = pitches[i]!;
  }

  /** As {@link addPitches}, for notes with durations; these are kept where durations are asked for. */
  addTimedPitches(pitches: Uint8Array, durationSeconds: Float32Array, from: number, to: number): void {
    this.durationSeconds?.set(durationSeconds.subarray(from, to), this.noteCount);
    this.addPitches(pitches, from, to);
    this.timedUntil = this.noteCount;
  }

  endFrame(): void {
    this.offsets[++this.frameCount] = this.noteCount;
  }

  /** The frames as lists of pitches. */
  toFrames(): number[][] {
    const { pitches, offsets } = this;
    return Array.from({ length: this.frameCount }, (_, i) =>
      Array.from(pitches.subarray(offsets[i]!, offsets[i + 1]!)),
    );
  }

  /** What was written, in arrays of its own. */
  copyColumns(): TrainingDataColumns {
    return {
      offsets: this.offsets.slice(0, this.frameCount + 1),
      pitches: this.pitches.slice(0, this.noteCount),
      durationSeconds: this.durationSeconds?.slice(0, this.noteCount),
    };
  }

  /** Forgets what was written and keeps the memory. */
  clear(): void {
    this.timedUntil = 0;
    this.noteCount = 0;
    this.frameCount = 0;
  }
}
