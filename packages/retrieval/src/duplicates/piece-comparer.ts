import { throwIfAborted } from '@midizero/core';
import { type WindowEncoder, windowStarts } from '@midizero/pitch-matrix';
import type { IndexedReading, PieceIndex } from '../piece-index/contract.js';
import { unitScales } from '../piece-index/vectors.js';
import type { Anchors } from '../ranking/anchors.js';
import { chainAnchors } from '../ranking/chain.js';
import { hitWeight } from '../ranking/evidence.js';
import { windowsInKeys } from '../readings/windows-in-keys.js';
import { createWindowComparer, type WindowComparer } from '../search/window-comparer.js';
import { type AlignedPassage, alignPassage } from './align-passage.js';
import { frameStep, readingFrames } from './piece-views.js';

/** Windows of the other piece that one window may correspond to: repeats within the piece. */
const HITS_PER_WINDOW = 4;
/** Windows less alike than this are no evidence. */
const SMALLEST_SIMILARITY = 0.5;
/** Windows of a piece compared, at most: of longer ones fewer in the same time. */
const MOST_WINDOWS = 512;
/** Windows of the other piece compared in one go. */
const WINDOWS_PER_GO = 256;
/** Fewer windows in a row are chance. */
const FEWEST_ANCHORS = 3;
/** Passages whose notes agree less are alike, and not the same. */
const SMALLEST_AGREEMENT = 0.3;
const MOST_PASSAGES = 24;

/** Finds the passages that two pieces of an index have in common. */
export class PieceComparer {
  readonly #index: PieceIndex;
  readonly #encoder: WindowEncoder;
  readonly #comparer: WindowComparer;
  /** Embeddings of the piece that was compared last, by key. */
  readonly #embeddings = new Map<number, Float32Array>();
  #embedded: IndexedReading | undefined;

  constructor(index: PieceIndex, encoder: WindowEncoder) {
    this.#index = index;
    this.#encoder = encoder;
    const scales = unitScales(index.vectors, index.dimensions);
    this.#comparer = createWindowComparer(index, scales, { mostQueries: MOST_WINDOWS, mostWindows: WINDOWS_PER_GO });
  }

  /** @param key semitones by which `one` lies above `other` */
  async passages(
    one: IndexedReading,
    other: IndexedReading,
    key: number,
    signal: AbortSignal | undefined,
  ): Promise<AlignedPassage[]> {
    throwIfAborted(signal);
    const { windowFrames } = this.#index.windowContract;
    const firstFrames = comparedWindows(one.frameCount, windowFrames);
    const anchors = this.#anchors(firstFrames, await this.#embed(one, key, firstFrames, signal), other);
    if (anchors.length < FEWEST_ANCHORS) return [];
    const step = frameStep(firstFrames);
    const chains = chainAnchors(anchors, {
      maximumGapFrames: Math.max(24, 6 * step),
      freeGapFrames: this.#index.windowContract.windowStep - 1,
      maximumChains: MOST_PASSAGES,
      minimumRelativeScore: 0,
    });
    return chains
      .filter(({ queryFrames }) => queryFrames.length >= Math.min(FEWEST_ANCHORS, firstFrames.length))
      .map((chain) => alignPassage(this.#index, one, other, key, chain))
      .filter((passage) => passage !== undefined)
      .filter(({ agreement }) => agreement >= SMALLEST_AGREEMENT);
  }

  async #embed(
    reading: IndexedReading,
    key: number,
    firstFrames: Uint32Array,
    signal: AbortSignal | undefined,
  ): Promise<Float32Array> {
    if (this.#embedded !== reading) this.#embeddings.clear();
    this.#embedded = reading;
    const known = this.#embeddings.get(key);
    if (known !== undefined) return known;
    const windows = windowsInKeys(readingFrames(this.#index, reading), firstFrames, [key], this.#encoder.windowFrames);
    const embeddings = await this.#encoder.encode(windows, { signal });
    this.#embeddings.set(key, embeddings);
    return embeddings;
  }

  /** The other piece's windows most like each window, as anchors. */
  #anchors(firstFrames: Uint32Array, embeddings: Float32Array, other: IndexedReading): Anchors {
    const found: { queryFrame: number; pieceFrame: number; similarity: number }[] = [];
    const similarities = new Float32Array(other.windowCount);
    this.#comparer.setQueries(embeddings);
    for (const [query, queryFrame] of firstFrames.entries()) {
      for (let first = 0; first < other.windowCount; first += WINDOWS_PER_GO) {
        const count = Math.min(WINDOWS_PER_GO, other.windowCount - first);
        this.#comparer.compare(query, other.firstWindow + first, count, similarities.subarray(first));
      }
      for (const window of bestPlaces(similarities, HITS_PER_WINDOW, SMALLEST_SIMILARITY)) {
        const pieceFrame = this.#index.windowFirstFrames[other.firstWindow + window]!;
        found.push({ queryFrame, pieceFrame, similarity: similarities[window]! });
      }
    }
    return {
      length: found.length,
      reading: 0,
      variant: 0,
      queryFrames: Uint32Array.from(found, ({ queryFrame }) => queryFrame),
      pieceFrames: Uint32Array.from(found, ({ pieceFrame }) => pieceFrame),
      weights: Float32Array.from(found, ({ similarity }) => hitWeight(similarity)),
    };
  }
}

/** Windows of the whole piece, as densely as the bound on their number allows; at least every other frame is left out. */
function comparedWindows(frameCount: number, windowFrames: number): Uint32Array {
  const step = Math.max(2, Math.ceil(frameCount / MOST_WINDOWS));
  return windowStarts(frameCount, { windowFrames, step });
}

/** Places of the largest values that are at least `smallest`, at most `count`, ascending. */
function bestPlaces(values: Float32Array, count: number, smallest: number): number[] {
  const places: number[] = [];
  for (let place = 0; place < values.length; place++) {
    if (values[place]! < smallest) continue;
    let at = places.length;
    while (at > 0 && values[places[at - 1]!]! < values[place]!) at--;
    places.splice(at, 0, place);
    if (places.length > count) places.pop();
  }
  return places.sort((a, b) => a - b);
}
