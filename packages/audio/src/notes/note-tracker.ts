import { framesOf, KEYS, LOWEST_PITCH } from '../posteriors/network-contract.js';
import type { Posteriors } from '../posteriors/posteriors.js';
import type { NoteDecoding } from './decoding.js';
import type { TrackedNote } from './tracked-note.js';

/** Frames after an onset's own that must be known to call it a peak, and those before that it is compared with. */
const LOOK_AHEAD = 2;
const LOOK_BACK = 2;

/** Sound below this level, -66 dB of full scale, is silence: the network scales each window to its loudest point. */
export const SILENCE_LEVEL = 0.0005;

type TrackingOptions = Pick<
  NoteDecoding,
  'onsetThreshold' | 'frameThreshold' | 'gapSeconds' | 'riseWeight' | 'onsetlessThreshold' | 'onsetlessSeconds'
>;

/** A note that sounds. */
interface OpenNote {
  readonly startFrame: number;
  readonly onset: number;
  /** One past the last frame that was probable enough. */
  endFrame: number;
  /** Sum of the probabilities up to `endFrame`, and up to now. */
  strengthSum: number;
  pendingSum: number;
}

/**
 * Follows the keys through posteriors that come in pieces. An onset's peak begins a note and ends the one before it on
 * the same key; a note ends where its probability stays low for longer than the gap allowed.
 */
export class NoteTracker {
  readonly #options: TrackingOptions;
  readonly #gapFrames: number;
  readonly #onsetlessFrames: number;
  readonly #finished: TrackedNote[] = [];
  readonly #open: (OpenNote | undefined)[] = new Array(KEYS).fill(undefined);
  /** For each key without a note, how many frames in a row it was probable enough to be taken up. */
  readonly #run = new Uint32Array(KEYS);
  /** Rows from LOOK_BACK frames before #nextFrame on. */
  #onsets = new Float32Array(LOOK_BACK * KEYS);
  #frames = new Float32Array(LOOK_BACK * KEYS);
  #levels = new Float32Array(LOOK_BACK);
  #nextFrame = 0;

  constructor(options: TrackingOptions) {
    this.#options = options;
    this.#gapFrames = framesOf(options.gapSeconds);
    this.#onsetlessFrames = framesOf(options.onsetlessSeconds);
  }

  /** @param posteriors follow what was pushed before */
  push({ onsets, frames, levels }: Pick<Posteriors, 'onsets' | 'frames' | 'levels'>): void {
    this.#onsets = joined(this.#onsets, onsets);
    this.#frames = joined(this.#frames, frames);
    this.#levels = joined(this.#levels, levels);
    const known = this.#levels.length - LOOK_AHEAD;
    let row = LOOK_BACK;
    for (; row < known; row++) this.#step(row);
    const done = row - LOOK_BACK;
    this.#onsets = this.#onsets.slice(done * KEYS);
    this.#frames = this.#frames.slice(done * KEYS);
    this.#levels = this.#levels.slice(done);
  }

  /** Notes so far, those that still sound among them, in no particular order. */
  notes(): TrackedNote[] {
    const sounding = this.#open.flatMap((note, key) => (note === undefined ? [] : trackedNote(note, key)));
    return [...this.#finished, ...sounding];
  }

  /** All notes; nothing may be pushed afterwards. */
  finish(): TrackedNote[] {
    this.push({
      onsets: new Float32Array(LOOK_AHEAD * KEYS),
      frames: new Float32Array(LOOK_AHEAD * KEYS),
      levels: new Float32Array(LOOK_AHEAD),
    });
    return this.notes();
  }

  #step(row: number): void {
    const frame = this.#nextFrame++;
    const audible = this.#levels[row]! >= SILENCE_LEVEL;
    for (let key = 0; key < KEYS; key++) {
      const probability = audible ? this.#frames[row * KEYS + key]! : 0;
      const onset = audible ? this.#onsetPeak(row, key) : 0;
      if (onset > 0) {
        this.#close(key);
        this.#begin(key, frame, onset);
      } else if (this.#open[key] === undefined) this.#considerOnsetless(key, frame, probability);
      this.#sustain(key, frame, probability);
    }
  }

  /** The evidence for an onset where it peaks and is enough, else 0. */
  #onsetPeak(row: number, key: number): number {
    const here = this.#evidence(row, key);
    if (here < this.#options.onsetThreshold) return 0;
    for (let distance = 1; distance <= LOOK_AHEAD; distance++) {
      if (this.#evidence(row - distance, key) >= here || this.#evidence(row + distance, key) > here) return 0;
    }
    return here;
  }

  #evidence(row: number, key: number): number {
    const index = row * KEYS + key;
    const onset = this.#onsets[index]!;
    const { riseWeight } = this.#options;
    if (riseWeight === 0 || row < LOOK_BACK) return onset;
    const before = Math.max(this.#frames[index - KEYS]!, this.#frames[index - 2 * KEYS]!);
    return Math.max(onset, riseWeight * (this.#frames[index]! - before));
  }

  #begin(key: number, startFrame: number, onset: number): void {
    this.#open[key] = { startFrame, onset, endFrame: startFrame, strengthSum: 0, pendingSum: 0 };
    this.#run[key] = 0;
  }

  #considerOnsetless(key: number, frame: number, probability: number): void {
    this.#run[key] = probability >= this.#options.onsetlessThreshold ? this.#run[key]! + 1 : 0;
    const length = this.#run[key]!;
    if (length < this.#onsetlessFrames) return;
    this.#begin(key, frame - length + 1, 0);
    const note = this.#open[key]!;
    note.endFrame = frame;
    note.pendingSum = (length - 1) * probability;
    note.strengthSum = note.pendingSum;
  }

  #sustain(key: number, frame: number, probability: number): void {
    const note = this.#open[key];
    if (note === undefined) return;
    note.pendingSum += probability;
    if (probability >= this.#options.frameThreshold) {
      note.endFrame = frame + 1;
      note.strengthSum = note.pendingSum;
    } else if (frame + 1 - note.endFrame > this.#gapFrames) this.#close(key);
  }

  #close(key: number): void {
    const note = this.#open[key];
    if (note !== undefined) this.#finished.push(...trackedNote(note, key));
    this.#open[key] = undefined;
  }
}

/** None for an onset that no probable frame followed. */
function trackedNote({ startFrame, endFrame, onset, strengthSum }: OpenNote, key: number): TrackedNote[] {
  if (endFrame === startFrame) return [];
  return [{ startFrame, endFrame, pitch: key + LOWEST_PITCH, onset, strength: strengthSum / (endFrame - startFrame) }];
}

function joined(first: Float32Array, second: Float32Array): Float32Array<ArrayBuffer> {
  const result = new Float32Array(first.length + second.length);
  result.set(first);
  result.set(second, first.length);
  return result;
}
