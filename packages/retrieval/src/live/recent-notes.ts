import { createNoteTable } from '@midizero/midi';
import { type Frames, groupFrames, HIGHEST_PITCH, LOWEST_PITCH } from '@midizero/pitch-matrix';

interface HeardNote {
  readonly pitch: number;
  readonly seconds: number;
}

/** The notes of the last onset groups, in order of time. */
export class RecentNotes {
  readonly #maximumFrames: number;
  readonly #thresholdSeconds: number;
  #notes: HeardNote[] = [];
  /** Notes before this are of groups that were let go. */
  #forgottenBefore = Number.NEGATIVE_INFINITY;

  constructor(maximumFrames: number, thresholdSeconds: number) {
    this.#maximumFrames = maximumFrames;
    this.#thresholdSeconds = thresholdSeconds;
  }

  /** Time of the last note; undefined before the first. */
  get lastSeconds(): number | undefined {
    return this.#notes.at(-1)?.seconds;
  }

  /** @returns whether the note changes anything */
  add(pitch: number, seconds: number): boolean {
    if (pitch < LOWEST_PITCH || pitch > HIGHEST_PITCH || seconds < this.#forgottenBefore) return false;
    let place = this.#notes.length;
    while (place > 0 && this.#notes[place - 1]!.seconds > seconds) place--;
    if (this.#isRestrike(pitch, seconds, place)) return false;
    this.#notes.splice(place, 0, { pitch, seconds });
    return true;
  }

  clear(): void {
    this.#notes = [];
    this.#forgottenBefore = Number.NEGATIVE_INFINITY;
  }

  /** The last groups as frames, times on the clock of the notes; notes of earlier groups are forgotten. */
  frames(): Frames {
    const all = this.#group();
    if (all.length <= this.#maximumFrames) return all;
    this.#forgottenBefore = all.startSeconds[all.length - this.#maximumFrames]!;
    this.#notes = this.#notes.filter(({ seconds }) => seconds >= this.#forgottenBefore);
    return this.#group();
  }

  #group(): Frames {
    // A table of notes begins at 0 s or later, and a clock may show anything.
    const origin = this.#notes[0]?.seconds ?? 0;
    const notes = this.#notes.map(({ pitch, seconds }) => {
      const startSeconds = seconds - origin;
      return { pitch, startSeconds, endSeconds: startSeconds };
    });
    const frames = groupFrames(createNoteTable(notes), { thresholdSeconds: this.#thresholdSeconds });
    return { ...frames, startSeconds: frames.startSeconds.map((seconds) => seconds + origin) };
  }

  /** Whether the key was struck within a threshold of this time: also bounds the notes that a group can gather. */
  #isRestrike(pitch: number, seconds: number, place: number): boolean {
    const isNear = (note: HeardNote): boolean => Math.abs(note.seconds - seconds) < this.#thresholdSeconds;
    for (let i = place - 1; i >= 0 && isNear(this.#notes[i]!); i--) if (this.#notes[i]!.pitch === pitch) return true;
    for (let i = place; i < this.#notes.length && isNear(this.#notes[i]!); i++) {
      if (this.#notes[i]!.pitch === pitch) return true;
    }
    return false;
  }
}
