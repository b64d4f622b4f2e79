import { type Frames, type WindowEncoder, windowStarts } from '@midizero/pitch-matrix';
import type { PieceIndex } from './piece-index/contract.js';
import { addHitSeeds, type QueryLayout } from './ranking/evidence.js';
import { keyChainScores } from './ranking/key-scores.js';
import type { Seeds } from './ranking/seeds.js';
import { windowsInKeys } from './readings/windows-in-keys.js';
import type { WindowHits, WindowSearcher } from './search/contract.js';

/** Queries up to this long, some twelve seconds of piano music, are cut into windows at every frame. */
const DENSE_QUERY_FRAMES = 128;
/** Keys in which all windows of a query are searched, its own and others that fingerprints find likely … */
const KEYS_BY_FINGERPRINTS = 4;
/** … or that a first pass over some of the windows in every key does, … */
const KEYS_BY_FIRST_PASS = 2;
/** … which may compare this many times the windows that the query has in one key. */
const FIRST_PASS_COST = 2;
/** Where fingerprints help, every so many windows may do … */
const THINNING = 3;
/** … of queries that have so many. */
const FEWEST_WINDOWS_TO_THIN = 6;

export interface WindowSeederContext {
  readonly index: PieceIndex;
  readonly readingOfWindow: Uint32Array;
  readonly encoder: WindowEncoder;
  readonly searcher: WindowSearcher;
  readonly frames: Frames;
  /** Semitones above the piece that each variant of the query stands for. */
  readonly keys: readonly number[];
  /** Where hits are added. */
  readonly seeds: Seeds;
  readonly hitsPerWindow: number;
  /** A 1 for each library window that must not be hit. */
  readonly excluded: Uint8Array | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Windows that were searched, and what was found. */
export interface SearchedWindows {
  readonly hits: WindowHits;
  readonly layout: QueryLayout;
}

/** Searches the windows of one query and adds their hits to its seeds. */
export class WindowSeeder {
  #searchedWindows = 0;
  #encodeMilliseconds = 0;
  readonly #context: WindowSeederContext;
  readonly #firstFrames: Uint32Array;
  /** Seeds that are not of windows, and the searches whose hits are the others. */
  readonly #otherSeeds: number;
  readonly #searches: SearchedWindows[] = [];

  constructor(context: WindowSeederContext) {
    this.#context = context;
    this.#otherSeeds = context.seeds.length;
    const { length } = context.frames;
    this.#firstFrames = windowStarts(length, { windowFrames: context.encoder.windowFrames, step: queryStep(length) });
  }

  /** Windows of the query in one key. */
  get windowCount(): number {
    return this.#firstFrames.length;
  }

  /** Windows compared so far. */
  get searchedWindows(): number {
    return this.#searchedWindows;
  }

  /** Time that embedding them took. */
  get encodeMilliseconds(): number {
    return this.#encodeMilliseconds;
  }

  /** Searches all windows in all keys. */
  async searchAll(): Promise<SearchedWindows> {
    const searched = await this.#search([...this.#context.keys.keys()], this.#firstFrames);
    this.#seed(1);
    return searched;
  }

  /**
   * Searches some of the windows in the most likely keys, each of which stands for those around it.
   * @param keyScores evidence for each key from elsewhere
   * @returns false where so few windows are nothing to begin with: none has been searched
   */
  async searchSome(keyScores: Float64Array): Promise<boolean> {
    if (this.windowCount < FEWEST_WINDOWS_TO_THIN) return false;
    const some = everyNth(this.#firstFrames, THINNING);
    await this.#search(this.#likelyKeys(keyScores, KEYS_BY_FINGERPRINTS), some);
    this.#seed(this.windowCount / some.length);
    return true;
  }

  /**
   * Searches all windows in the query's own key and the most likely others: those with the best `keyScores` or, where
   * there are none, those in which some of the windows make the best chains.
   * @param keyScores evidence for each key from elsewhere
   */
  async searchLikelyKeys(keyScores: Float64Array | undefined): Promise<void> {
    const { keys, seeds } = this.#context;
    let likely: number[];
    if (keyScores !== undefined || keys.length <= FIRST_PASS_COST + KEYS_BY_FIRST_PASS) {
      likely = this.#likelyKeys(keyScores, KEYS_BY_FINGERPRINTS);
    } else {
      await this.#search([...keys.keys()], everyNth(this.#firstFrames, Math.ceil(keys.length / FIRST_PASS_COST)));
      this.#seed(1);
      likely = this.#likelyKeys(keyChainScores(seeds, keys.length), KEYS_BY_FIRST_PASS);
    }
    await this.#searchLeft(likely);
  }

  /**
   * Searches all windows in the keys that were not likely; not those of long queries, whose likely keys are sure.
   * @returns false if nothing was left to search
   */
  async searchOtherKeys(): Promise<boolean> {
    if (this.#context.frames.length > DENSE_QUERY_FRAMES) return false;
    const searchedBefore = this.searchedWindows;
    await this.#searchLeft([...this.#context.keys.keys()]);
    return this.searchedWindows > searchedBefore;
  }

  /**
   * The query's own key, as most people play in the key that is written, and those with the best scores; all keys where
   * they are few.
   */
  #likelyKeys(scores: Float64Array | undefined, count: number): number[] {
    const { keys } = this.#context;
    const all = [...keys.keys()];
    if (scores === undefined || keys.length <= FIRST_PASS_COST + KEYS_BY_FIRST_PASS) return all;
    const semitones = (variant: number): number => Math.abs(keys[variant]!);
    const others = all.filter((variant) => keys[variant] !== 0);
    others.sort((a, b) => scores[b]! - scores[a]! || semitones(a) - semitones(b));
    return [...all.filter((variant) => keys[variant] === 0), ...others].slice(0, count);
  }

  /** Searches the windows that have not been searched in some keys: together for those that lack the same ones. */
  async #searchLeft(variants: readonly number[]): Promise<void> {
    const variantsLacking = new Map<string, { variants: number[]; firstFrames: Uint32Array }>();
    for (const variant of variants) {
      const searches = this.#searches.filter(({ layout }) => layout.variants.includes(variant));
      const searched = new Set(searches.flatMap(({ layout }) => [...layout.firstFrames]));
      const firstFrames = this.#firstFrames.filter((frame) => !searched.has(frame));
      if (firstFrames.length === 0) continue;
      const same = variantsLacking.get(firstFrames.join());
      if (same === undefined) variantsLacking.set(firstFrames.join(), { variants: [variant], firstFrames });
      else same.variants.push(variant);
    }
    for (const lacking of variantsLacking.values()) await this.#search(lacking.variants, lacking.firstFrames);
    this.#seed(1);
  }

  async #search(variants: readonly number[], firstFrames: Uint32Array): Promise<SearchedWindows> {
    const { encoder, searcher, frames, keys, hitsPerWindow, excluded, signal } = this.#context;
    const layout = { windowCount: firstFrames.length, firstFrames, variants };
    const started = performance.now();
    const chosenKeys = variants.map((variant) => keys[variant]!);
    const windows = windowsInKeys(frames, firstFrames, chosenKeys, encoder.windowFrames);
    const embeddings = await encoder.encode(windows, { signal });
    this.#encodeMilliseconds += performance.now() - started;
    const hits = await searcher.search(embeddings, hitsPerWindow, { signal, excluded });
    this.#searchedWindows += hits.queryCount;
    const searched = { hits, layout };
    this.#searches.push(searched);
    return searched;
  }

  /** Makes the hits of all searches seeds. @param windowWeight windows that each of those searched stands for */
  #seed(windowWeight: number): void {
    const { index, readingOfWindow, keys, seeds } = this.#context;
    seeds.truncate(this.#otherSeeds);
    for (const { hits, layout } of this.#searches) {
      addHitSeeds(seeds, hits, layout, { variantCount: keys.length, windowWeight, index, readingOfWindow });
    }
  }
}

/** Every n-th frame, from the middle of the first n on, and one at least. */
function everyNth(firstFrames: Uint32Array, n: number): Uint32Array {
  const start = Math.min(n >> 1, firstFrames.length >> 1);
  return firstFrames.filter((_, i) => i >= start && (i - start) % n === 0);
}

/**
 * Frames between the windows of a query. Long queries have evidence to spare. The wider step is odd, so that every
 * other window meets library windows of any even step at exactly their frame.
 */
function queryStep(frameCount: number): number {
  return frameCount <= DENSE_QUERY_FRAMES ? 1 : 3;
}
