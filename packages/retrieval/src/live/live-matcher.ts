import { InvalidArgumentError, throwIfAborted } from '@midizero/core';
import { WindowMemory } from '../search/window-memory.js';
import type { PieceSearcher, SearchOptions } from '../search-pieces.js';
import type { LiveMatcher, LiveMatcherOptions, LiveUpdate } from './contract.js';
import { followPlace } from './follow-place.js';
import { LatestRun } from './latest-run.js';
import { RecentNotes } from './recent-notes.js';

/** With fewer onset groups almost every piece has something like it. */
const FEWEST_FRAMES = 4;

/**
 * A matcher that is fed notes as they are played.
 * @param searcher stays the caller's, and may be used for other queries meanwhile
 * @throws InvalidArgumentError for a number of frames or seconds that makes no sense
 */
export function createLiveMatcher(searcher: PieceSearcher, options: LiveMatcherOptions = {}): LiveMatcher {
  const { maximumFrames = 48, resetAfterSeconds = 5, onUpdate, ...searchOptions } = options;
  if (!Number.isSafeInteger(maximumFrames) || maximumFrames < FEWEST_FRAMES) {
    throw new InvalidArgumentError(
      'maximumFrames',
      `expected a whole number of ${FEWEST_FRAMES} or more, got ${maximumFrames}`,
    );
  }
  if (!(resetAfterSeconds > 0)) {
    throw new InvalidArgumentError('resetAfterSeconds', `expected a number above 0, got ${resetAfterSeconds}`);
  }
  return new SearchingMatcher(searcher, { maximumFrames, resetAfterSeconds, onUpdate, searchOptions });
}

interface MatcherSettings {
  readonly maximumFrames: number;
  readonly resetAfterSeconds: number;
  readonly onUpdate: ((update: LiveUpdate) => void) | undefined;
  readonly searchOptions: SearchOptions;
}

class SearchingMatcher implements LiveMatcher {
  readonly #searcher: PieceSearcher;
  readonly #settings: MatcherSettings;
  readonly #memory: WindowMemory;
  readonly #notes: RecentNotes;
  readonly #searching = new LatestRun(() => this.#search());
  #latest: LiveUpdate | undefined;
  /** Performances begun: tells the answer to a former one. */
  #performance = 0;

  constructor(searcher: PieceSearcher, settings: MatcherSettings) {
    const { maximumFrames, searchOptions } = settings;
    this.#searcher = searcher;
    this.#settings = settings;
    this.#notes = new RecentNotes(maximumFrames, searcher.index.windowContract.thresholdSeconds);
    const keys = 2 * (searchOptions.transpositions ?? 0) + 1;
    // Twice what one query asks, so that the windows of the query before are still there.
    this.#memory = new WindowMemory(2 * keys * maximumFrames);
  }

  get latest(): LiveUpdate | undefined {
    return this.#latest;
  }

  noteOn(pitch: number, seconds: number): void {
    throwIfAborted(this.#settings.searchOptions.signal);
    this.#searching.throwFailure();
    if (!Number.isInteger(pitch) || pitch < 0 || pitch > 127) {
      throw new InvalidArgumentError('pitch', `expected a whole number from 0 to 127, got ${pitch}`);
    }
    if (!Number.isFinite(seconds)) {
      throw new InvalidArgumentError('seconds', `expected a finite number, got ${seconds}`);
    }
    const { lastSeconds } = this.#notes;
    if (lastSeconds !== undefined && seconds - lastSeconds >= this.#settings.resetAfterSeconds) this.reset();
    if (this.#notes.add(pitch, seconds)) this.#searching.request();
  }

  reset(): void {
    this.#notes.clear();
    this.#latest = undefined;
    this.#performance++;
  }

  async settled(): Promise<void> {
    await this.#searching.settled();
    throwIfAborted(this.#settings.searchOptions.signal);
  }

  async #search(): Promise<void> {
    const { searchOptions, onUpdate } = this.#settings;
    const performance = this.#performance;
    const heardSeconds = this.#notes.lastSeconds;
    const frames = this.#notes.frames();
    if (heardSeconds === undefined || frames.length < FEWEST_FRAMES) return;
    const { matches, stats } = await this.#searcher.search(frames, { ...searchOptions, memory: this.#memory });
    if (performance !== this.#performance) return;
    const followed = matches.map((match) => followPlace(match, heardSeconds, this.#latest));
    this.#latest = { matches: followed, heardSeconds, frameCount: frames.length, stats };
    onUpdate?.(this.#latest);
  }
}
