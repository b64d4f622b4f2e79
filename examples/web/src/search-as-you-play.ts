import type { NoteTable } from '@midizero/midi';
import type { EngineClient } from './engine/client.js';
import type { Answer } from './engine/protocol.js';

/** Keys tried to either side where "in any key" is chosen: all twelve. */
const ANY_KEY_SEMITONES = 6;

export interface AnsweredQuery {
  readonly notes: NoteTable;
  readonly answer: Answer;
  /** From asking to the answer, waiting and messages between threads included. */
  readonly milliseconds: number;
}

export interface SearchListener {
  onAnswer(answered: AnsweredQuery): void;
  onError(error: unknown): void;
}

/** Searches one query at a time. While one is under way only the newest waits: an answer to older notes helps nobody. */
export class SearchAsYouPlay {
  readonly #engine: EngineClient;
  readonly #listener: SearchListener;
  #waiting: NoteTable | undefined;
  #isSearching = false;
  /** Answers of before the latest {@link forget} are dropped. */
  #generation = 0;
  anyKey = false;

  constructor(engine: EngineClient, listener: SearchListener) {
    this.#engine = engine;
    this.#listener = listener;
  }

  ask(notes: NoteTable): void {
    this.#waiting = notes;
    if (!this.#isSearching) void this.#searchAll();
  }

  /** Drops what is under way. */
  forget(): void {
    this.#waiting = undefined;
    this.#generation++;
  }

  async #searchAll(): Promise<void> {
    this.#isSearching = true;
    while (this.#waiting !== undefined) {
      const notes = this.#waiting;
      const generation = this.#generation;
      this.#waiting = undefined;
      const asked = performance.now();
      try {
        const answer = await this.#engine.call('search', [notes, this.anyKey ? ANY_KEY_SEMITONES : 0]);
        if (generation !== this.#generation) continue;
        this.#listener.onAnswer({ notes, answer, milliseconds: performance.now() - asked });
      } catch (error) {
        this.#listener.onError(error);
      }
    }
    this.#isSearching = false;
  }
}
