import { buildFingerprintTable } from '../fingerprints/build-table.js';
import type { FrameRun } from '../fingerprints/merge-tables.js';
import { TableCollector } from '../fingerprints/table-collector.js';
import { mostUsedPostings } from '../fingerprints/used-postings.js';
import type { FingerprintTable, IndexedPiece, IndexedReading, IndexSettings, PieceIndex, View } from './contract.js';
import { type EncodedPiece, type PieceIdentity, pieceIdentity } from './encode-piece.js';

/** Rows that the columns of an index have. */
export interface RowCounts {
  readonly frames: number;
  readonly notes: number;
  readonly windows: number;
}

/** A piece, and how many rows each of its readings has. */
export interface PieceRows extends PieceIdentity {
  readonly readings: readonly (RowCounts & { readonly view: View })[];
}

/** The rows of some successive pieces, to be filled. */
export interface RowViews {
  readonly startSeconds: Float32Array;
  readonly noteCounts: Uint8Array;
  readonly pitches: Uint8Array;
  readonly windowFirstFrames: Uint32Array;
  readonly vectors: Int8Array | Float32Array;
}

/** Where a reading's rows begin. */
interface RowStart {
  readonly frame: number;
  readonly note: number;
  readonly window: number;
}

interface PlacedPiece {
  readonly piece: PieceRows;
  readonly start: RowStart;
}

/**
 * Puts an index together from the rows of pieces as they come, also where later pieces take the place of earlier ones.
 * Columns have their final size from the start, so that reading an index takes no more memory than the index.
 */
export class IndexAssembler {
  readonly #settings: IndexSettings;
  readonly #columns: RowViews;
  readonly #placed = new Map<string, PlacedPiece>();
  readonly #fingerprints = new TableCollector();
  #end: RowStart = { frame: 0, note: 0, window: 0 };
  #hasGaps = false;

  /** @param rows all rows that will be added, those of pieces that are removed again among them */
  constructor(settings: IndexSettings, rows: RowCounts) {
    this.#settings = settings;
    const size = rows.windows * settings.dimensions;
    this.#columns = {
      startSeconds: new Float32Array(rows.frames),
      noteCounts: new Uint8Array(rows.frames),
      pitches: new Uint8Array(rows.notes),
      windowFirstFrames: new Uint32Array(rows.windows),
      vectors: settings.precision === 'int8' ? new Int8Array(size) : new Float32Array(size),
    };
  }

  has(id: string): boolean {
    return this.#placed.has(id);
  }

  /** Takes a piece out. @returns false if there is none of that id */
  remove(id: string): boolean {
    const removed = this.#placed.delete(id);
    this.#hasGaps ||= removed;
    return removed;
  }

  /** Adds pieces whose ids are new. @returns their rows, which the caller fills */
  add(pieces: readonly PieceRows[]): RowViews {
    const from = this.#end;
    for (const piece of pieces) {
      this.#placed.set(piece.id, { piece, start: this.#end });
      for (const rows of piece.readings) this.#end = rowsAfter(this.#end, rows);
    }
    const to = this.#end;
    const { startSeconds, noteCounts, pitches, windowFirstFrames, vectors } = this.#columns;
    const { dimensions } = this.#settings;
    return {
      startSeconds: startSeconds.subarray(from.frame, to.frame),
      noteCounts: noteCounts.subarray(from.frame, to.frame),
      pitches: pitches.subarray(from.note, to.note),
      windowFirstFrames: windowFirstFrames.subarray(from.window, to.window),
      vectors: vectors.subarray(from.window * dimensions, to.window * dimensions),
    };
  }

  /** Fingerprints of the pieces that were added last. @param firstFrame their first one's */
  addFingerprints(firstFrame: number, table: FingerprintTable): void {
    this.#fingerprints.add({ firstFrame, table });
  }

  /** Rows added so far. */
  get end(): RowStart {
    return this.#end;
  }

  /**
   * The index. The assembler cannot be used afterwards.
   * @param isForSearch leaves out fingerprints that no query is looked up by, which are a third of a large index's
   */
  finish({ isForSearch = false }: { readonly isForSearch?: boolean } = {}): PieceIndex {
    const pieces: IndexedPiece[] = [];
    const readings: IndexedReading[] = [];
    const kept = this.#hasGaps ? this.#keptFrames() : undefined;
    let end: RowStart = { frame: 0, note: 0, window: 0 };
    for (const { piece, start } of this.#placed.values()) {
      const firstReading = readings.length;
      let source = start;
      for (const rows of piece.readings) {
        readings.push({
          piece: pieces.length,
          view: rows.view,
          firstFrame: end.frame,
          frameCount: rows.frames,
          firstWindow: end.window,
          windowCount: rows.windows,
        });
        if (source.frame !== end.frame) this.#move(source, end, rows);
        source = rowsAfter(source, rows);
        end = rowsAfter(end, rows);
      }
      pieces.push({ ...pieceIdentity(piece), firstReading, readingCount: piece.readings.length });
    }
    const { startSeconds, noteCounts, pitches, windowFirstFrames, vectors } = this.#columns;
    return {
      ...this.#settings,
      pieces,
      readings,
      frames: {
        startSeconds: fitted(startSeconds, end.frame),
        offsets: frameOffsets(noteCounts, end.frame),
        pitches: fitted(pitches, end.note),
      },
      windowCount: end.window,
      windowFirstFrames: fitted(windowFirstFrames, end.window),
      vectors: fitted(vectors, end.window * this.#settings.dimensions),
      ...(this.#settings.hasFingerprints && {
        fingerprints: this.#fingerprints.finish({
          kept,
          mostPostings: isForSearch ? mostUsedPostings(end.frame) : undefined,
        }),
      }),
    };
  }

  /** Closes gaps: rows move towards the start. */
  #move(from: RowStart, to: RowStart, { frames, notes, windows }: RowCounts): void {
    const { startSeconds, noteCounts, pitches, windowFirstFrames, vectors } = this.#columns;
    const { dimensions } = this.#settings;
    startSeconds.copyWithin(to.frame, from.frame, from.frame + frames);
    noteCounts.copyWithin(to.frame, from.frame, from.frame + frames);
    pitches.copyWithin(to.note, from.note, from.note + notes);
    windowFirstFrames.copyWithin(to.window, from.window, from.window + windows);
    vectors.copyWithin(to.window * dimensions, from.window * dimensions, (from.window + windows) * dimensions);
  }

  #keptFrames(): FrameRun[] {
    return [...this.#placed.values()].map(({ piece, start }) => ({
      firstFrame: start.frame,
      frameCount: piece.readings.reduce((sum, { frames }) => sum + frames, 0),
    }));
  }
}

/** An index of pieces that are in memory already. */
export function assembleIndex(settings: IndexSettings, pieces: readonly EncodedPiece[]): PieceIndex {
  const rows = pieces.map(pieceRows);
  const counts = rows.flatMap(({ readings }) => readings).reduce(addRows, { frames: 0, notes: 0, windows: 0 });
  const assembler = new IndexAssembler(settings, counts);
  for (const [i, piece] of pieces.entries()) fill(assembler.add([rows[i]!]), piece);
  const index = assembler.finish();
  if (!settings.hasFingerprints) return index;
  return { ...index, fingerprints: buildFingerprintTable(index.frames, index.readings) };
}

/** How many rows each reading of a piece has. */
export function pieceRows(piece: EncodedPiece): PieceRows {
  return {
    ...pieceIdentity(piece),
    readings: piece.readings.map(({ view, startSeconds, pitches, windowFirstFrames }) => ({
      view,
      frames: startSeconds.length,
      notes: pitches.length,
      windows: windowFirstFrames.length,
    })),
  };
}

export function addRows(a: RowCounts, b: RowCounts): RowCounts {
  return { frames: a.frames + b.frames, notes: a.notes + b.notes, windows: a.windows + b.windows };
}

function fill(rows: RowViews, { readings }: EncodedPiece): void {
  const at = { frame: 0, note: 0, window: 0, number: 0 };
  for (const { startSeconds, noteCounts, pitches, windowFirstFrames, vectors } of readings) {
    rows.startSeconds.set(startSeconds, at.frame);
    rows.noteCounts.set(noteCounts, at.frame);
    rows.pitches.set(pitches, at.note);
    rows.windowFirstFrames.set(windowFirstFrames, at.window);
    rows.vectors.set(vectors, at.number);
    at.frame += startSeconds.length;
    at.note += pitches.length;
    at.window += windowFirstFrames.length;
    at.number += vectors.length;
  }
}

function rowsAfter({ frame, note, window }: RowStart, { frames, notes, windows }: RowCounts): RowStart {
  return { frame: frame + frames, note: note + notes, window: window + windows };
}

function frameOffsets(noteCounts: Uint8Array, frames: number): Uint32Array {
  const offsets = new Uint32Array(frames + 1);
  for (let frame = 0; frame < frames; frame++) offsets[frame + 1] = offsets[frame]! + noteCounts[frame]!;
  return offsets;
}

/** Share of a column that may stay unused before it is worth a copy of the rest. */
const LARGEST_UNUSED_SHARE = 0.125;

/** The first `length` numbers; a copy where much would lie unused behind them. */
function fitted<T extends Float32Array | Uint32Array | Uint8Array | Int8Array>(column: T, length: number): T {
  if (length === column.length) return column;
  const used = column.subarray(0, length);
  return (column.length - length > LARGEST_UNUSED_SHARE * column.length ? used.slice() : used) as T;
}
