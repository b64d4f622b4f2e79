import { InvalidArgumentError, type RunOptions } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import type { OnnxRuntime } from '@midizero/onnx';
import type { Frames, WindowEncoder } from '@midizero/pitch-matrix';
import { IncompatibleIndexError } from './errors.js';
import { FingerprintLookUp } from './fingerprints/look-up.js';
import type { Match } from './match.js';
import type { PieceIndex } from './piece-index/contract.js';
import { describeMatches } from './ranking/describe-matches.js';
import { rankPieces, type SearchedQuery } from './ranking/rank-pieces.js';
import { Seeds } from './ranking/seeds.js';
import { toFrames } from './readings/read-piece.js';
import type { WindowSearcher } from './search/contract.js';
import { createExactSearcher } from './search/exact.js';
import type { WindowMemory } from './search/window-memory.js';
import { rankInStages, type StagedRanking } from './search-stages.js';
import { WindowSeeder } from './window-seeder.js';

/**
 * How the hits of a piece become its score.
 * - `chain`: hits that advance together in query and piece, then an alignment of the notes there.
 * - `vote`: the similarities of each query window's ten best hits, summed by piece, wherever they lie.
 */
export type Aggregation = 'chain' | 'vote';

/** Kinds of places at which query and piece agree: windows with like embeddings, and equal fingerprints. */
export type SeedKind = 'embedding' | 'fingerprints' | 'both';

export interface SearchOptions extends Pick<RunOptions, 'signal'> {
  /** @default 'chain' */
  readonly aggregate?: Aggregation;
  /**
   * What pieces are found by. Votes are of embeddings alone.
   * @default both where the index has fingerprints, else 'embedding'
   */
  readonly seeds?: SeedKind | undefined;
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

/** What a search cost. */
export interface SearchStats {
  /** Frames of the query. */
  readonly queryFrames: number;
  /** Query windows compared with all library windows, all transpositions together. */
  readonly queryWindows: number;
  readonly libraryWindows: number;
  readonly fingerprintMilliseconds: number;
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
  readonly #fingerprints: FingerprintLookUp | undefined;
  /** Row of the reading that each library window belongs to. */
  readonly #readingOfWindow: Uint32Array;

  constructor(index: PieceIndex, encoder: WindowEncoder, windowSearcher: WindowSearcher) {
    this.index = index;
    this.#encoder = encoder;
    this.#windowSearcher = windowSearcher;
    this.#fingerprints = index.fingerprints && new FingerprintLookUp({ ...index, fingerprints: index.fingerprints });
    this.#readingOfWindow = new Uint32Array(index.windowCount);
    for (const [row, { firstWindow, windowCount }] of index.readings.entries()) {
      this.#readingOfWindow.fill(row, firstWindow, firstWindow + windowCount);
    }
  }

  async search(query: NoteTable | Frames, options: SearchOptions = {}): Promise<SearchResult> {
    const { aggregate = 'chain', transpositions = 0, limit = 10 } = options;
    const { mergeWorks = true, minConfidence = 0 } = options;
    if (!Number.isSafeInteger(transpositions) || transpositions < 0) {
      throw new InvalidArgumentError('transpositions', `expected a whole number of 0 or more, got ${transpositions}`);
    }
    if (!(minConfidence >= 0 && minConfidence <= 1)) {
      throw new InvalidArgumentError('minConfidence', `expected a number from 0 to 1, got ${minConfidence}`);
    }
    const fingerprints = this.#chosenFingerprints(options);
    const frames = toFrames(query, this.index.windowContract.thresholdSeconds);
    const keys = Array.from({ length: 2 * transpositions + 1 }, (_, i) => i - transpositions);
    const seeds = new Seeds();
    const started = performance.now();
    const excluded = options.excludes && this.index.pieces.map(({ id }) => options.excludes!(id));
    const evidence = fingerprints?.search(
      frames,
      keys,
      seeds,
      excluded && ((reading) => excluded[this.index.readings[reading]!.piece]!),
    );
    const fingerprinted = performance.now();
    const windows = this.#windowSeeder(frames, keys, seeds, excluded, options);
    const { windowCount } = windows;
    const asked: SearchedQuery = { frames, keys, seeds, windowCount };
    let staged: StagedRanking | undefined;
    let votes: SearchedQuery['votes'];
    if (aggregate === 'vote') votes = { ...(await windows.searchAll()), readingOfWindow: this.#readingOfWindow };
    else if (options.seeds !== 'fingerprints') {
      // Where a memory knows all windows but the newest, the others cost nothing.
      const mayThin = options.memory === undefined;
      staged = await rankInStages(this.index, asked, windows, { limit, keyScores: evidence?.keyScores, mayThin });
    }
    const searched = performance.now();
    const answered = { ...asked, ...(votes && { votes }) };
    const ranked = staged?.ranked ?? rankPieces(this.index, answered, limit);
    const matches = describeMatches(this.index, answered, ranked, { limit, mergeWorks });
    const { encodeMilliseconds } = windows;
    const stagesMilliseconds = staged?.rankMilliseconds ?? 0;
    return {
      matches: matches.filter(({ confidence }) => confidence >= minConfidence),
      stats: {
        queryFrames: frames.length,
        queryWindows: windows.searchedWindows,
        libraryWindows: this.index.windowCount,
        fingerprintMilliseconds: fingerprinted - started,
        encodeMilliseconds,
        searchMilliseconds: searched - fingerprinted - encodeMilliseconds - stagesMilliseconds,
        rankMilliseconds: performance.now() - searched + stagesMilliseconds,
      },
    };
  }

  async close(): Promise<void> {
    await this.#windowSearcher.close();
  }

  /** The fingerprints, if the index has them and they are not left out. */
  #chosenFingerprints({ seeds, aggregate }: SearchOptions): FingerprintLookUp | undefined {
    if (seeds === 'embedding' || aggregate === 'vote') return undefined;
    if (this.#fingerprints === undefined && seeds !== undefined) {
      throw new InvalidArgumentError('seeds', `"${seeds}" needs an index that was built with fingerprints`);
    }
    return this.#fingerprints;
  }

  #windowSeeder(
    frames: Frames,
    keys: readonly number[],
    seeds: Seeds,
    excludedPieces: readonly boolean[] | undefined,
    { hitsPerWindow = 32, memory, signal }: SearchOptions,
  ): WindowSeeder {
    const encoder = memory?.encoderOver(this.#encoder) ?? this.#encoder;
    return new WindowSeeder({
      index: this.index,
      readingOfWindow: this.#readingOfWindow,
      encoder,
      searcher: memory?.searcherOver(this.#windowSearcher, encoder.dimensions) ?? this.#windowSearcher,
      frames,
      keys,
      seeds,
      hitsPerWindow,
      excluded: excludedPieces && this.#windowsOf(excludedPieces),
      signal,
    });
  }

  /** A 1 for each library window of the selected pieces. */
  #windowsOf(selected: readonly boolean[]): Uint8Array {
    const mask = new Uint8Array(this.index.windowCount);
    for (const { piece, firstWindow, windowCount } of this.index.readings) {
      if (selected[piece]) mask.fill(1, firstWindow, firstWindow + windowCount);
    }
    return mask;
  }
}
