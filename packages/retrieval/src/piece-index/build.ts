import { InvalidArgumentError, type RunOptions, throwIfAborted } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import { type Frames, KEY_COUNT, type WindowEncoder, windowStarts, writeWindows } from '@midizero/pitch-matrix';
import { readPiece, type ViewKind } from '../readings/read-piece.js';
import type { IndexedPiece, IndexedReading, PieceIndex, VectorPrecision } from './contract.js';
import { quantizeRows } from './vectors.js';

/** Longest time from a frame's first onset to its last, in seconds, for pieces and queries alike. */
export const DEFAULT_THRESHOLD_SECONDS = 0.05;

/** A piece to be indexed, as notes or as frames. */
export interface Piece {
  /** Unique in its index. */
  readonly id: string;
  readonly title?: string | undefined;
  /** Pieces with one work id are references of one work: their matches merge. */
  readonly workId?: string | undefined;
  readonly notes: NoteTable | Frames;
}

export interface BuildIndexOptions extends RunOptions {
  readonly encoder: WindowEncoder;
  /** Frames from one window to the next. @default 2 */
  readonly windowStep?: number;
  /**
   * Longest time from a frame's first onset to its last, for pieces given as notes. One rule for scores and
   * performances: the index does not have to know which is which. @default 0.05
   */
  readonly thresholdSeconds?: number;
  /** How each piece is read; a query is compared with every reading. @default DEFAULT_VIEWS */
  readonly views?: readonly ViewKind[] | undefined;
  /** @default 'int8' */
  readonly precision?: VectorPrecision;
  /** Number of pieces, where it is known, for `onProgress`. @default unknown */
  readonly totalPieces?: number;
}

/** Windows of one call to the encoder: bounds the memory that a long piece takes. */
const WINDOWS_PER_CALL = 1024;

/**
 * Indexes pieces one after the other; besides the index itself only one piece is held at a time.
 * @throws InvalidArgumentError for a piece id that comes twice
 */
export async function buildIndex(
  pieces: Iterable<Piece> | AsyncIterable<Piece>,
  {
    encoder,
    windowStep = 2,
    thresholdSeconds = DEFAULT_THRESHOLD_SECONDS,
    views,
    precision = 'int8',
    totalPieces,
    signal,
    onProgress,
  }: BuildIndexOptions,
): Promise<PieceIndex> {
  const indexed: IndexedPiece[] = [];
  const readings: IndexedReading[] = [];
  const ids = new Set<string>();
  const columns = new IndexColumns();
  for await (const { id, title, workId, notes } of pieces) {
    throwIfAborted(signal);
    if (ids.has(id)) throw new InvalidArgumentError('pieces', `the id "${id}" comes twice`, { id });
    ids.add(id);
    const firstReading = readings.length;
    for (const { view, frames } of readPiece(notes, thresholdSeconds, views)) {
      const firstFrames = windowStarts(frames.length, { windowFrames: encoder.windowFrames, step: windowStep });
      readings.push({
        piece: indexed.length,
        view,
        firstFrame: columns.frameCount,
        frameCount: frames.length,
        firstWindow: columns.windowCount,
        windowCount: firstFrames.length,
      });
      columns.addFrames(frames);
      columns.windowFirstFrames.push(firstFrames);
      for (const embeddings of await embedWindows(frames, firstFrames, encoder, signal)) {
        columns.vectors.push(precision === 'int8' ? quantizeRows(embeddings, encoder.dimensions) : embeddings);
      }
      columns.windowCount += firstFrames.length;
    }
    indexed.push({
      id,
      ...(title !== undefined && { title }),
      ...(workId !== undefined && { workId }),
      firstReading,
      readingCount: readings.length - firstReading,
    });
    onProgress?.({ stage: 'index pieces', completed: indexed.length, total: totalPieces, unit: 'pieces' });
  }
  const vectorCount = columns.windowCount * encoder.dimensions;
  return {
    encoderId: encoder.id,
    dimensions: encoder.dimensions,
    windowContract: { windowFrames: encoder.windowFrames, windowStep, thresholdSeconds },
    precision,
    pieces: indexed,
    readings,
    frames: columns.frames(),
    windowCount: columns.windowCount,
    windowFirstFrames: concatenate(columns.windowFirstFrames, new Uint32Array(columns.windowCount)),
    vectors: concatenate(
      columns.vectors,
      precision === 'int8' ? new Int8Array(vectorCount) : new Float32Array(vectorCount),
    ),
  };
}

/** @returns embeddings of all windows, in parts: together size firstFrames.length * dimensions */
async function embedWindows(
  frames: Frames,
  firstFrames: Uint32Array,
  encoder: WindowEncoder,
  signal: AbortSignal | undefined,
): Promise<Float32Array[]> {
  const { windowFrames } = encoder;
  const buffer = new Float32Array(Math.min(WINDOWS_PER_CALL, firstFrames.length) * windowFrames * KEY_COUNT);
  const parts: Float32Array[] = [];
  for (let first = 0; first < firstFrames.length; first += WINDOWS_PER_CALL) {
    const starts = firstFrames.subarray(first, first + WINDOWS_PER_CALL);
    parts.push(await encoder.encode(writeWindows(frames, starts, buffer, { windowFrames }), { signal }));
  }
  return parts;
}

type Column = Float32Array | Uint32Array | Uint8Array | Int8Array;

/** The columns of an index under construction, piece by piece. */
class IndexColumns {
  frameCount = 0;
  windowCount = 0;
  readonly windowFirstFrames: Uint32Array[] = [];
  readonly vectors: (Int8Array | Float32Array)[] = [];
  readonly #startSeconds: Float32Array[] = [];
  readonly #noteCounts: Uint32Array[] = [];
  readonly #pitches: Uint8Array[] = [];

  addFrames(frames: Frames): void {
    this.frameCount += frames.length;
    this.#startSeconds.push(Float32Array.from(frames.startSeconds));
    this.#noteCounts.push(frames.offsets.slice(1).map((end, frame) => end - frames.offsets[frame]!));
    this.#pitches.push(frames.pitches);
  }

  frames(): PieceIndex['frames'] {
    const offsets = new Uint32Array(this.frameCount + 1);
    concatenate(this.#noteCounts, offsets.subarray(1));
    for (let frame = 1; frame <= this.frameCount; frame++) offsets[frame]! += offsets[frame - 1]!;
    return {
      startSeconds: concatenate(this.#startSeconds, new Float32Array(this.frameCount)),
      offsets,
      pitches: concatenate(this.#pitches, new Uint8Array(offsets[this.frameCount]!)),
    };
  }
}

function concatenate<T extends Column>(parts: readonly T[], target: T): T {
  let at = 0;
  for (const part of parts) {
    target.set(part, at);
    at += part.length;
  }
  return target;
}
