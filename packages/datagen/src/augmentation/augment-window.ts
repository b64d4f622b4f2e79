import type { Random } from '@midizero/core';
import { HIGHEST_PITCH, LOWEST_PITCH } from '@midizero/pitch-matrix';
import type { AugmentationOptions } from './augmentation-options.js';

/** A window as lists of pitches, one list a frame. */
export type WindowFrames = number[][];

/** A changed window, and how similar it still is to the one it came from: 1 unchanged, 0 nothing in common. */
export interface AugmentedWindow {
  readonly frames: WindowFrames;
  readonly similarity: number;
}

const ATTEMPTS = 5;
const INSERTED_NOTES_MAX = 3;

/**
 * Changes a copy of `frames` and brings it back to their number: cut at the end, or filled up with random one-note frames.
 * Repeated up to 5 times until something has changed.
 */
export function augmentWindow(
  frames: readonly (readonly number[])[],
  options: Required<AugmentationOptions>,
  random: Random,
): AugmentedWindow {
  let edit = new WindowEdit(frames, options, random);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    edit = new WindowEdit(frames, options, random);
    edit.changeNotes();
    edit.changeFrames();
    edit.transpose();
    if (edit.changed) break;
  }
  return edit.finish(frames.length);
}

/** One pass of changes over a copy of a window. */
class WindowEdit {
  changed = false;
  readonly #frames: WindowFrames;
  readonly #options: Required<AugmentationOptions>;
  readonly #random: Random;
  #noteChanges = 0;
  #frameChanges = 0;

  constructor(frames: readonly (readonly number[])[], options: Required<AugmentationOptions>, random: Random) {
    this.#frames = frames.map((frame) => [...frame]);
    this.#options = options;
    this.#random = random;
  }

  changeNotes(): void {
    const { addNotesProbability, removeNotesProbability, shiftNoteProbability } = this.#options;
    const random = this.#random;
    for (const frame of this.#frames) {
      if (random.chance(addNotesProbability)) this.#addNotes(frame);
      if (frame.length > 1 && random.chance(removeNotesProbability)) this.#removeNotes(frame);
      if (frame.length > 0 && random.chance(shiftNoteProbability)) this.#shiftNote(frame);
    }
  }

  changeFrames(): void {
    const { insertFramesProbability, deleteFramesProbability, duplicateFrameProbability } = this.#options;
    const random = this.#random;
    if (random.chance(insertFramesProbability)) this.#insertFrames();
    if (random.chance(deleteFramesProbability)) this.#deleteFrames();
    if (random.chance(duplicateFrameProbability)) this.#duplicateFrame();
  }

  /** Moves everything by one interval, as far as the keyboard allows. It costs no similarity: it is the same music. */
  transpose(): void {
    const { transposeProbability, transposeSemitonesMax } = this.#options;
    if (!this.#random.chance(transposeProbability)) return;
    const asked = this.#random.integer(2 * transposeSemitonesMax + 1) - transposeSemitonesMax;
    const pitches = this.#frames.flat();
    if (pitches.length === 0) return;
    const lowest = pitches.reduce((a, b) => Math.min(a, b));
    const highest = pitches.reduce((a, b) => Math.max(a, b));
    const semitones = Math.max(LOWEST_PITCH - lowest, Math.min(HIGHEST_PITCH - highest, asked));
    if (semitones === 0) return;
    for (const frame of this.#frames) for (let i = 0; i < frame.length; i++) frame[i]! += semitones;
    this.changed = true;
  }

  finish(frameCount: number): AugmentedWindow {
    const { similarityLossPerNote, similarityLossPerFrame } = this.#options;
    const frames = this.#frames.slice(0, frameCount);
    while (frames.length < frameCount) frames.push([this.#randomPitch()]);
    for (const frame of frames) frame.sort((a, b) => a - b);
    const loss = similarityLossPerNote * this.#noteChanges + similarityLossPerFrame * this.#frameChanges;
    return { frames, similarity: Math.max(0, 1 - loss) };
  }

  #randomPitch(): number {
    const [low, high] = this.#options.pitchRange;
    return low + this.#random.integer(high - low + 1);
  }

  #addNotes(frame: number[]): void {
    const count = 1 + this.#random.integer(this.#options.addNotesMax);
    for (let i = 0; i < count; i++) {
      const pitch = this.#randomPitch();
      if (frame.includes(pitch)) continue;
      frame.push(pitch);
      this.#countNotes(1);
    }
  }

  #removeNotes(frame: number[]): void {
    const count = Math.min(frame.length - 1, 1 + this.#random.integer(this.#options.removeNotesMax));
    for (let i = 0; i < count; i++) frame.splice(this.#random.integer(frame.length), 1);
    this.#countNotes(count);
  }

  #shiftNote(frame: number[]): void {
    const distance = 1 + this.#random.integer(this.#options.shiftSemitonesMax);
    const place = this.#random.integer(frame.length);
    const pitch = frame[place]! + (this.#random.chance(0.5) ? distance : -distance);
    if (pitch < LOWEST_PITCH || pitch > HIGHEST_PITCH || frame.includes(pitch)) return;
    frame[place] = pitch;
    this.#countNotes(distance);
  }

  #insertFrames(): void {
    const count = 1 + this.#random.integer(this.#options.insertFramesMax);
    for (let i = 0; i < count; i++) {
      const noteCount = 1 + this.#random.integer(INSERTED_NOTES_MAX);
      const pitches = new Set(Array.from({ length: noteCount }, () => this.#randomPitch()));
      this.#frames.splice(this.#random.integer(this.#frames.length + 1), 0, [...pitches]);
    }
    this.#countFrames(count);
  }

  #deleteFrames(): void {
    const asked = 1 + this.#random.integer(this.#options.deleteFramesMax);
    const count = Math.min(asked, this.#frames.length - 1);
    for (let i = 0; i < count; i++) this.#frames.splice(this.#random.integer(this.#frames.length), 1);
    this.#countFrames(count);
  }

  #duplicateFrame(): void {
    const place = this.#random.integer(this.#frames.length);
    this.#frames.splice(place, 0, [...this.#frames[place]!]);
    this.#countFrames(1);
  }

  #countNotes(changes: number): void {
    this.#noteChanges += changes;
    if (changes > 0) this.changed = true;
  }

  #countFrames(changes: number): void {
    this.#frameChanges += changes;
    if (changes > 0) this.changed = true;
  }
}
