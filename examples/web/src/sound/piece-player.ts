import type { NoteTable } from '@midizero/midi';
import type { Synth, Voice } from './synth.js';

/** How far ahead notes are handed to the synthesizer, and how often. */
const AHEAD_SECONDS = 0.4;
const INTERVAL_MILLISECONDS = 120;

export interface Playback {
  /** Called on every animation frame with the place in the piece, and with undefined at the end. */
  readonly onPlace: (seconds: number | undefined) => void;
}

/** Plays a piece from a place on. */
export class PiecePlayer {
  readonly #synth: Synth;
  #stop: (() => void) | undefined;

  constructor(synth: Synth) {
    this.#synth = synth;
  }

  get isPlaying(): boolean {
    return this.#stop !== undefined;
  }

  play(notes: NoteTable, fromSeconds: number, { onPlace }: Playback): void {
    this.stop();
    const origin = this.#synth.nowSeconds + 0.05 - fromSeconds; // of the piece, on the synthesizer's clock
    const voices = new Set<Voice>();
    const endSeconds = notes.endSeconds.reduce((latest, end) => Math.max(latest, end), 0);
    let row = notes.startSeconds.findIndex((start) => start >= fromSeconds - 0.01);
    const schedule = (): void => {
      const until = this.#synth.nowSeconds + AHEAD_SECONDS - origin;
      while (row >= 0 && row < notes.length && notes.startSeconds[row]! < until) {
        const voice = this.#synth.strike(notes.pitch[row]!, notes.velocity[row]!, origin + notes.startSeconds[row]!);
        voice.release(origin + notes.endSeconds[row]!);
        voices.add(voice);
        row++;
      }
    };
    schedule();
    const timer = window.setInterval(schedule, INTERVAL_MILLISECONDS);
    let frame = 0;
    const follow = (): void => {
      frame = requestAnimationFrame(follow);
      const place = this.#synth.nowSeconds - origin;
      if (place > endSeconds) this.stop();
      else onPlace(place);
    };
    this.#stop = () => {
      clearInterval(timer);
      cancelAnimationFrame(frame);
      for (const voice of voices) voice.release(this.#synth.nowSeconds);
      onPlace(undefined);
    };
    follow();
  }

  stop(): void {
    const stop = this.#stop;
    this.#stop = undefined;
    stop?.();
  }
}
