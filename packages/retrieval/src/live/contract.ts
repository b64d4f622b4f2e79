import type { Match } from '../match.js';
import type { SearchOptions, SearchStats } from '../search-pieces.js';

/** A match of music that is still being played; its times in the query are on the clock of `noteOn`. */
export interface LiveMatch extends Match {
  /**
   * Where in the piece the player is: the place of the last onset in seconds. Of places that fit equally well (a
   * repeated passage) the one that goes on from the last answer.
   */
  readonly nowSeconds: number;
}

/** The answer to the notes heard so far. */
export interface LiveUpdate {
  /** Best first; empty where nothing is like it. */
  readonly matches: readonly LiveMatch[];
  /** Time of the last note that the answer knows, on the clock of `noteOn`. */
  readonly heardSeconds: number;
  /** Onset groups that the answer rests on: those heard since the last reset, at most `maximumFrames`. */
  readonly frameCount: number;
  /** What the search cost; windows that were searched before cost nothing again. */
  readonly stats: SearchStats;
}

/** How a live matcher listens; options of a search hold for each of its searches. */
export interface LiveMatcherOptions extends Omit<SearchOptions, 'memory'> {
  /** Onset groups looked back at: more are surer, fewer notice sooner that another piece has begun. @default 48 */
  readonly maximumFrames?: number;
  /** A pause this long in seconds ends a performance: the next note begins a new one. @default 5 */
  readonly resetAfterSeconds?: number;
  /** Called with each answer, one after the other. What it throws comes out of the next `noteOn` or `settled`. */
  readonly onUpdate?: (update: LiveUpdate) => void;
}

/**
 * Follows someone who plays. Memory and the work for a note are bounded, however long they play: only the last onset
 * groups are kept, and only windows that a note changed are embedded and searched. One search runs at a time; notes that
 * come meanwhile are answered together by the next.
 */
export interface LiveMatcher {
  /** The last answer; undefined after a reset until four onset groups were heard. */
  readonly latest: LiveUpdate | undefined;
  /**
   * Hears a note, and starts a search unless one runs. Notes may come a little out of order; a key struck again sooner
   * than onset groups lie apart, and pitches outside the keyboard (21 to 108), change nothing.
   * @param pitch MIDI note number, 0 to 127
   * @param seconds when it was struck, on any clock that does not jump
   * @throws InvalidArgumentError for a pitch or time out of range; the error of a search that failed since; the signal's
   * reason once that is aborted
   */
  noteOn(pitch: number, seconds: number): void;
  /** Forgets what was heard: another performance begins. */
  reset(): void;
  /** Resolves when every note so far is answered by `latest`; rejects as `noteOn` throws. */
  settled(): Promise<void>;
}
