import type { WindowEncoder } from '@midizero/pitch-matrix';
import type { IndexedReading, PieceIndex } from '../piece-index/contract.js';
import { groupAnchors } from '../ranking/anchors.js';
import { chainAnchors } from '../ranking/chain.js';
import { addHitSeeds } from '../ranking/evidence.js';
import { Seeds } from '../ranking/seeds.js';
import { windowsInKeys } from '../readings/windows-in-keys.js';
import type { WindowSearcher } from '../search/contract.js';
import { frameStep, readingFrames } from './piece-views.js';

/** A piece that may share music with the one that was sampled. */
export interface Candidate {
  /** Row of the reading. */
  readonly reading: number;
  /** Semitones by which the sampled piece lies above it. */
  readonly key: number;
}

export interface CandidateSettings {
  readonly samplesPerPiece: number;
  /** Keys tried. */
  readonly keys: readonly number[];
}

const HITS_PER_SAMPLE = 16;
/** Candidates that are compared in full. */
const MOST_CANDIDATES = 8;
/** Chains of samples must be worth this: two that are very much alike, or more. */
const SMALLEST_SCORE = 1;
/** Samples that a chain may cross. */
const MOST_SAMPLES_CROSSED = 6;
/** Far samples may lie some frames off the straight line; only the order counts much. */
const GAP_COST_PER_FRAME = 0.01;

/** Finds pieces worth comparing by a sample of windows, in the time of a search for each. */
export class CandidateFinder {
  readonly #index: PieceIndex;
  readonly #encoder: WindowEncoder;
  readonly #searcher: WindowSearcher;
  readonly #settings: CandidateSettings;
  /** A 1 for each window that is not of a reading that pieces are compared by. */
  readonly #excluded: Uint8Array;
  readonly #readingOfWindow: Uint32Array;

  /** @param readings rows of the readings that pieces are compared by */
  constructor(
    index: PieceIndex,
    encoder: WindowEncoder,
    searcher: WindowSearcher,
    readings: ReadonlySet<number>,
    settings: CandidateSettings,
  ) {
    this.#index = index;
    this.#encoder = encoder;
    this.#searcher = searcher;
    this.#settings = settings;
    this.#excluded = new Uint8Array(index.windowCount);
    this.#readingOfWindow = new Uint32Array(index.windowCount);
    for (const [row, { firstWindow, windowCount }] of index.readings.entries()) {
      this.#readingOfWindow.fill(row, firstWindow, firstWindow + windowCount);
      if (!readings.has(row)) this.#excluded.fill(1, firstWindow, firstWindow + windowCount);
    }
  }

  /** Best first; a piece may come in more than one key. */
  async candidates(reading: IndexedReading, signal: AbortSignal | undefined): Promise<Candidate[]> {
    const { keys } = this.#settings;
    const { windowStep } = this.#index.windowContract;
    const firstFrames = this.#sampledWindows(reading.frameCount);
    const windows = windowsInKeys(readingFrames(this.#index, reading), firstFrames, keys, this.#encoder.windowFrames);
    const embeddings = await this.#encoder.encode(windows, { signal });
    const [own, end] = [reading.firstWindow, reading.firstWindow + reading.windowCount];
    this.#excluded.fill(1, own, end);
    const hits = await this.#searcher.search(embeddings, HITS_PER_SAMPLE, { signal, excluded: this.#excluded });
    this.#excluded.fill(0, own, end);
    const layout = { windowCount: firstFrames.length, firstFrames, variants: [...keys.keys()] };
    const seeds = new Seeds();
    addHitSeeds(seeds, hits, layout, {
      index: this.#index,
      readingOfWindow: this.#readingOfWindow,
      variantCount: keys.length,
    });
    const anchors = groupAnchors(seeds, keys.length);
    const step = frameStep(firstFrames);
    const options = {
      maximumGapFrames: MOST_SAMPLES_CROSSED * step,
      gapCostPerFrame: GAP_COST_PER_FRAME,
      freeGapFrames: windowStep - 1,
      maximumChains: 1,
    };
    const scored = anchors.map((group) => ({ group, score: chainAnchors(group, options)[0]!.score }));
    const smallest = Math.min(SMALLEST_SCORE, firstFrames.length / 2);
    return scored
      .filter(({ score }) => score >= smallest)
      .sort((a, b) => b.score - a.score)
      .slice(0, MOST_CANDIDATES)
      .map(({ group }) => ({ reading: group.reading, key: keys[group.variant]! }));
  }

  /** First frames, spread evenly; all windows of a short piece. */
  #sampledWindows(frameCount: number): Uint32Array {
    const starts = Math.max(1, frameCount - this.#index.windowContract.windowFrames + 1);
    const count = Math.min(starts, this.#settings.samplesPerPiece);
    return Uint32Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * starts) / count));
  }
}
