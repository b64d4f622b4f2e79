import { Worker } from 'node:worker_threads';
import { type Caller, type CallOptions, connectCalls } from '@midizero/core/worker';
import { MidiParseError } from '@midizero/midi';
import type { FoundPiece, SearchMethods } from './protocol.js';

/** More searches than there is room for: the client should come again later. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

export interface SearchThreadOptions {
  /** Searches under way and waiting, together. */
  readonly mostSearches: number;
  /** The built `search-worker.js`. @default beside this file */
  readonly script?: URL;
}

/** The search in its thread, which is started again should it ever end. */
export class SearchThread {
  readonly #script: URL;
  readonly #mostSearches: number;
  #worker: Worker | undefined;
  #caller: Caller<SearchMethods> | undefined;
  #searches = 0;

  constructor({ mostSearches, script = new URL('./search-worker.js', import.meta.url) }: SearchThreadOptions) {
    this.#mostSearches = mostSearches;
    this.#script = script;
  }

  /** Loads model and index, so that the first search need not wait. */
  start(): Promise<{ readonly pieces: number; readonly windows: number }> {
    return this.#connect().call('start', []);
  }

  /**
   * @throws BusyError if as many searches are under way as there may be
   * @throws MidiParseError if the bytes are no MIDI file
   */
  async search(
    midi: Uint8Array,
    { transpositions, limit, ...options }: { transpositions: number; limit: number } & CallOptions,
  ): Promise<readonly FoundPiece[]> {
    if (this.#searches >= this.#mostSearches)
      throw new BusyError('too many searches are waiting; try again in a moment');
    this.#searches++;
    try {
      return await this.#connect().call('search', [midi, transpositions, limit], options);
    } finally {
      this.#searches--;
    }
  }

  /** Searches under way and waiting. */
  get searches(): number {
    return this.#searches;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #connect(): Caller<SearchMethods> {
    if (this.#caller === undefined) {
      const worker = new Worker(this.#script, { execArgv: [] }); // what this process was started with is not the thread's
      worker.once('exit', () => {
        this.#caller = undefined; // the next search starts another
      });
      this.#worker = worker;
      this.#caller = connectCalls<SearchMethods>(worker, {
        name: 'the search thread',
        errorClasses: { MIDI_PARSE: MidiParseError },
      });
    }
    return this.#caller;
  }
}
