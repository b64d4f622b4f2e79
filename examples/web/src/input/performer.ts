import { iterateNotes, type NoteTable } from '@midizero/midi';
import type { KeyListener } from './instrument.js';

/** Plays notes on the instrument in real time, as a person would: what the page plays is heard like any other playing. */
export class Performer {
  readonly #instrument: KeyListener;
  #timers: number[] = [];

  constructor(instrument: KeyListener) {
    this.#instrument = instrument;
  }

  /** @param onEnd called after the last note, unless stopped before */
  perform(notes: NoteTable, onEnd: () => void): void {
    this.stop();
    const at = (seconds: number, action: () => void): number => window.setTimeout(action, 1000 * seconds);
    let lastEnd = 0;
    for (const { startSeconds, endSeconds, pitch, velocity } of iterateNotes(notes)) {
      this.#timers.push(at(startSeconds, () => this.#instrument.keyDown(pitch, velocity)));
      this.#timers.push(at(endSeconds, () => this.#instrument.keyUp(pitch)));
      lastEnd = Math.max(lastEnd, endSeconds);
    }
    this.#timers.push(
      at(lastEnd, () => {
        this.#timers = [];
        onEnd();
      }),
    );
  }

  get isPlaying(): boolean {
    return this.#timers.length > 0;
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
  }
}
