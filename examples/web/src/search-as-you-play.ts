import type { Caller } from '@midizero/core/worker';
import type { NoteTable } from '@midizero/midi';
import type { Answer, AskedMethods, HeardNote } from './engine/protocol.js';

/** Keys tried to either side where "in any key" is chosen: all twelve. */
const ANY_KEY_SEMITONES = 6;
/** Notes that are told again where listening has to begin anew, as in other keys: more than the engine looks back at. */
const NOTES_TOLD_AGAIN = 150;

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

interface Waiting {
  readonly notes: () => NoteTable;
  /** Of a performance, the notes that the engine does not know yet; undefined for a question that is complete. */
  readonly heard: readonly HeardNote[] | undefined;
  readonly askedMilliseconds: number;
}

/** Asks the engine one thing at a time. While one is under way only the newest waits: an answer to older notes helps nobody. */
export class SearchAsYouPlay {
  readonly #engine: Caller<AskedMethods>;
  readonly #listener: SearchListener;
  #waiting: Waiting | undefined;
  #isSearching = false;
  /** Answers of before the latest {@link forget} are dropped. */
  #generation = 0;
  #told: HeardNote[] = [];
  #startsAnew = true;
  #transpositions = 0;

  constructor(engine: Caller<AskedMethods>, listener: SearchListener) {
    this.#engine = engine;
    this.#listener = listener;
  }

  /** Whether all keys are tried from now on. */
  set anyKey(isWanted: boolean) {
    this.#transpositions = isWanted ? ANY_KEY_SEMITONES : 0;
    this.listenAnew();
  }

  /** Asks for notes that are complete, such as a file's. */
  ask(notes: NoteTable): void {
    this.#wait({ notes: () => notes, heard: undefined, askedMilliseconds: performance.now() });
  }

  /**
   * Asks for a performance that goes on, told note by note.
   * @param notes gives all of it as it is when the question goes out
   */
  hear(note: HeardNote, notes: () => NoteTable): void {
    const again = this.#startsAnew && this.#waiting?.heard === undefined ? this.#told : [];
    const heard = [...(this.#waiting?.heard ?? again), note];
    this.remember(note);
    this.#wait({ notes, heard, askedMilliseconds: performance.now() });
  }

  /** Keeps a note of a performance that is too short to ask with, for when it is told. */
  remember(note: HeardNote): void {
    this.#told = [...this.#told, note].slice(-NOTES_TOLD_AGAIN);
  }

  /** The engine has forgotten what it heard: other pieces, or other keys. */
  listenAnew(): void {
    this.#startsAnew = true;
  }

  /** Drops what is under way and what was heard. */
  forget(): void {
    this.#waiting = undefined;
    this.#told = [];
    this.#startsAnew = true;
    this.#generation++;
  }

  #wait(waiting: Waiting): void {
    this.#waiting = waiting;
    if (!this.#isSearching) void this.#searchAll();
  }

  async #searchAll(): Promise<void> {
    this.#isSearching = true;
    while (this.#waiting !== undefined) {
      const generation = this.#generation;
      const { notes, heard, askedMilliseconds } = this.#waiting;
      this.#waiting = undefined;
      const asked = notes();
      try {
        const answer = await (heard === undefined
          ? this.#engine.call('search', [asked, this.#transpositions])
          : this.#tell(heard));
        if (generation !== this.#generation || answer === undefined) continue;
        this.#listener.onAnswer({ notes: asked, answer, milliseconds: performance.now() - askedMilliseconds });
      } catch (error) {
        this.#startsAnew = true;
        this.#listener.onError(error);
      }
    }
    this.#isSearching = false;
  }

  #tell(heard: readonly HeardNote[]): Promise<Answer | undefined> {
    const startsAnew = this.#startsAnew;
    this.#startsAnew = false;
    return this.#engine.call('hear', [heard, this.#transpositions, startsAnew]);
  }
}
