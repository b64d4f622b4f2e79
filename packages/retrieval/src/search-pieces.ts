import { InvalidArgumentError, type RunOptions } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import type { OnnxRuntime } from '@midizero/onnx';
import { type Frames, KEY_COUNT, type WindowEncoder, windowStarts, writeWindows } from '@midizero/pitch-matrix';
import { IncompatibleIndexError } from './errors.js';
import type { Match } from './match.js';
import type { PieceIndex } from './piece-index/contract.js';
import type { QueryLayout } from './ranking/anchors.js';
import { rankPieces } from './ranking/rank-pieces.js';
import { toFrames } from './readings/read-piece.js';
import type { WindowSearcher } from './search/contract.js';
import { createExactSearcher } from './search/exact.js';
import type { WindowMemory } from './search/window-memory.js';

/**
 * How the hits of a piece become its score.
 * - `chain`: hits that advance together in query and piece, then an alignment of the notes there.
 * - `vote`: the similarities of each query window's ten best hits, summed by piece, wherever they lie.
 */
export type Aggregation = 'chain' | 'vote';

export interface SearchOptions extends Pick<RunOptions, 'signal'> {
  /** @default 'chain' */
  readonly aggregate?: Aggregation;
  /** Keys tried to either side of the query's own, in semitones: 6 finds a piece in any key. @default 0 */
  readonly transpositions?: number;
  /** Matches wanted. @default 10 */
  readonly limit?: number;
  /** Library windows looked at for each query window. @default 32 */
  readonly hitsPerWindow?: number;
  /** Whether references of one work give one match. @default true */
  readonly mergeWorks?: boolean;
  /** Matches of less confidence are left out: nothing is returned where no match is sure enough. @default 0 */
  readonly minConfidence?: number;
  /** Pieces that must not be among the matches. @default none */
  readonly excludes?: (pieceId: string) => boolean;
  /**
   * What this searcher found for windows of earlier queries, used and added to: for queries that grow note by note.
   * @default none
   */
  readonly memory?: WindowMemory;
}

/** Queries up to this long, some twelve seconds of piano music, are cut into windows at every frame. */
const DENSE_QUERY_FRAMES = 128;

/** What a search cost. */
export interface SearchStats {
  /** Frames of the query. */
  readonly queryFrames: number;
  /** Query windows compared, all transpositions together. */
  readonly queryWindows: number;
  readonly libraryWindows: number;
  readonly encodeMilliseconds: number;
  readonly searchMilliseconds: number;
  readonly rankMilliseconds: number;
}

export interface SearchResult {
  /** Best first; empty for a query without notes in range, or where nothing is like it. */
  readonly matches: readonly Match[];
  readonly stats: SearchStats;
}

/** An index ready to be asked: keeps its search session between queries. */
export interface PieceSearcher {
  readonly index: PieceIndex;
  /** @param query notes or frames; times from wherever the query begins */
  search(query: NoteTable | Frames, options?: SearchOptions): Promise<SearchResult>;
  close(): Promise<void>;
}

export interface SearcherOptions {
  /** The encoder that made the index. */
  readonly encoder: WindowEncoder;
  readonly runtime: OnnxRuntime;
  /** Finds nearest windows. @default createExactSearcher(index, runtime) */
  readonly windowSearcher?: WindowSearcher;
}

/** @throws IncompatibleIndexError if the index was made by another encoder */
export async function openSearcher(
  index: PieceIndex,
  { encoder, runtime, windowSearcher }: SearcherOptions,
): Promise<PieceSearcher> {
  if (encoder.id !== index.encoderId) throw new IncompatibleIndexError(index.encoderId, encoder.id);
  return new IndexSearcher(index, encoder, windowSearcher ?? (await createExactSearcher(index, runtime)));
}

/** One query. For several, {@link openSearcher} keeps what they share. */
export async function searchPieces(
  index: PieceIndex,
  query: NoteTable | Frames,
  { encoder, runtime, windowSearcher, ...options }: SearcherOptions & SearchOptions,
): Promise<SearchResult> {
  const searcher = await openSearcher(index, { encoder, runtime, ...(windowSearcher && { windowSearcher }) });
  try {
    return await searcher.search(query, options);
  } finally {
    await searcher.close();
  }
}

class IndexSearcher implements PieceSearcher {
  readonly index: PieceIndex;
  readonly #encoder: WindowEncoder;
  readonly #windowSearcher: WindowSearcher;
  /** Row of the reading that each library window belongs to. */
  readonly #readingOfWindow: Uint32Array;

  constructor(index: PieceIndex, encoder: WindowEncoder, windowSearcher: WindowSearcher) {
    this.index = index;
    this.#encoder = encoder;
    this.#windowSearcher = windowSearcher;
    this.#readingOfWindow = new Uint32Array(index.windowCount);
    for (const [row, { firstWindow, windowCount }] of index.readings.entries()) {
      this.#readingOfWindow.fill(row, firstWindow, firstWindow + windowCount);
    }
  }

  async search(query: NoteTable | Frames, options: SearchOptions = {}): Promise<SearchResult> {
    const { aggregate = 'chain', transpositions = 0, limit = 10, hitsPerWindow = 32, signal } = options;
    const { mergeWorks = true, minConfidence = 0, excludes, memory } = options;
    if (!Number.isSafeInteger(transpositions) || transpositions < 0) {
      throw new InvalidArgumentError('transpositions', `expected a whole number of 0 or more, got ${transpositions}`);
    }
    if (!(minConfidence >= 0 && minConfidence <= 1)) {
      throw new InvalidArgumentError('minConfidence', `expected a number from 0 to 1, got ${minConfidence}`);
    }
    const { windowFrames, thresholdSeconds } = this.index.windowContract;
    const frames = toFrames(query, thresholdSeconds);
    const keys = Array.from({ length: 2 * transpositions + 1 }, (_, i) => i - transpositions);
    const firstFrames = windowStarts(frames.length, { windowFrames, step: queryStep(frames.length) });
    const layout: QueryLayout = { windowCount: firstFrames.length, firstFrames, variantCount: keys.length };
    const encoder = memory?.encoderOver(this.#encoder) ?? this.#encoder;
    const windowSearcher = memory?.searcherOver(this.#windowSearcher, encoder.dimensions) ?? this.#windowSearcher;
    const started = performance.now();
    const embeddings = await encoder.encode(queryWindows(frames, firstFrames, keys, windowFrames), { signal });
    const encoded = performance.now();
    const hits = await windowSearcher.search(embeddings, hitsPerWindow, {
      signal,
      excluded: excludes && this.#windowsOf(excludes),
    });
    const searched = performance.now();
    const ranking = { aggregate, limit, mergeWorks };
    const matches = rankPieces(this.index, this.#readingOfWindow, { frames, keys, layout, hits }, ranking);
    return {
      matches: matches.filter(({ confidence }) => confidence >= minConfidence),
      stats: {
        queryFrames: frames.length,
        queryWindows: hits.queryCount,
        libraryWindows: this.index.windowCount,
        encodeMilliseconds: encoded - started,
        searchMilliseconds: searched - encoded,
        rankMilliseconds: performance.now() - searched,
      },
    };
  }

  async close(): Promise<void> {
    await this.#windowSearcher.close();
  }

  /** A 1 for each library window of the pieces that `selects` picks. */
  #windowsOf(selects: (pieceId: string) => boolean): Uint8Array {
    const mask = new Uint8Array(this.index.windowCount);
    const selected = this.index.pieces.map(({ id }) => selects(id));
    for (const { piece, firstWindow, windowCount } of this.index.readings) {
      if (selected[piece]) mask.fill(1, firstWindow, firstWindow + windowCount);
    }
    return mask;
  }
}

/**
 * Frames between the windows of a query. Long queries have evidence to spare. The wider step is odd, so that every
 * other window meets library windows of any even step at exactly their frame.
 */
function queryStep(frameCount: number): number {
  return frameCount <= DENSE_QUERY_FRAMES ? 1 : 3;
}

/** Windows of the query in every key, key after key: size keys * windows * windowFrames * 88. */
function queryWindows(
  frames: Frames,
  firstFrames: Uint32Array,
  keys: readonly number[],
  windowFrames: number,
): Float32Array {
  const size = firstFrames.length * windowFrames * KEY_COUNT;
  const windows = new Float32Array(keys.length * size);
  for (const [i, key] of keys.entries()) {
    // A query that lies `key` semitones above the piece is moved down by as much.
    writeWindows(frames, firstFrames, windows.subarray(i * size, (i + 1) * size), {
      windowFrames,
      transposition: -key,
    });
  }
  return windows;
}
