import type { RunOptions } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import { type Frames, KEY_COUNT, type WindowEncoder, windowStarts, writeWindows } from '@midizero/pitch-matrix';
import { readPiece } from '../readings/read-piece.js';
import type { IndexedPiece, IndexSettings, PieceBars, View } from './contract.js';
import { quantizeRows } from './vectors.js';

/** A piece to be indexed, as notes or as frames. */
export interface Piece extends PieceIdentity {
  readonly notes: NoteTable | Frames;
}

/** Who a piece is. */
export interface PieceIdentity {
  /** Unique in its index. */
  readonly id: string;
  readonly title?: string | undefined;
  /** Pieces with one work id are references of one work: their matches merge. */
  readonly workId?: string | undefined;
  /** Stands for what the piece is made from, such as a file's size and time: equal while that has not changed. */
  readonly sourceStamp?: string | undefined;
  /** Its bars, where it is a score: matches then say in which they are. */
  readonly bars?: PieceBars | undefined;
}

/** One reading of a piece, as an index holds it. */
export interface EncodedReading {
  readonly view: View;
  /** Onset of each frame in seconds from the piece's start, size n. */
  readonly startSeconds: Float32Array;
  /** Notes of each frame, size n. */
  readonly noteCounts: Uint8Array;
  /** MIDI note numbers of all frames, ascending within a frame. */
  readonly pitches: Uint8Array;
  /** First frame of each window, size w. */
  readonly windowFirstFrames: Uint32Array;
  /** Size w * d, as {@link PieceIndex.vectors}. */
  readonly vectors: Int8Array | Float32Array;
}

/** A piece as an index holds it: what {@link encodePiece} makes of its notes. */
export interface EncodedPiece extends PieceIdentity {
  readonly readings: readonly EncodedReading[];
}

/** Windows of one call to the encoder: bounds the memory that a long piece takes. */
const WINDOWS_PER_CALL = 1024;

/** Reads, cuts and embeds a piece. @param encoder the one that `settings` name */
export async function encodePiece(
  { notes, ...identity }: Piece,
  settings: IndexSettings,
  encoder: WindowEncoder,
  { signal }: Pick<RunOptions, 'signal'> = {},
): Promise<EncodedPiece> {
  const { windowFrames, windowStep, thresholdSeconds } = settings.windowContract;
  const readings: EncodedReading[] = [];
  for (const { view, frames } of readPiece(notes, thresholdSeconds, settings.views)) {
    const windowFirstFrames = windowStarts(frames.length, { windowFrames, step: windowStep });
    readings.push({
      view,
      startSeconds: Float32Array.from(frames.startSeconds),
      noteCounts: Uint8Array.from({ length: frames.length }, (_, i) => frames.offsets[i + 1]! - frames.offsets[i]!),
      pitches: frames.pitches.subarray(0, frames.offsets[frames.length]),
      windowFirstFrames,
      vectors: await embedWindows(frames, windowFirstFrames, settings, encoder, signal),
    });
  }
  return { ...pieceIdentity(identity), readings };
}

/** The identity alone, without what is undefined. */
export function pieceIdentity(piece: PieceIdentity): Pick<IndexedPiece, keyof PieceIdentity> {
  const { id, title, workId, sourceStamp, bars } = piece;
  return {
    id,
    ...(title !== undefined && { title }),
    ...(workId !== undefined && { workId }),
    ...(sourceStamp !== undefined && { sourceStamp }),
    ...(bars !== undefined && { bars }),
  };
}

async function embedWindows(
  frames: Frames,
  firstFrames: Uint32Array,
  { dimensions, precision }: IndexSettings,
  encoder: WindowEncoder,
  signal: AbortSignal | undefined,
): Promise<Int8Array | Float32Array> {
  const { windowFrames } = encoder;
  const buffer = new Float32Array(Math.min(WINDOWS_PER_CALL, firstFrames.length) * windowFrames * KEY_COUNT);
  const size = firstFrames.length * dimensions;
  const vectors = precision === 'int8' ? new Int8Array(size) : new Float32Array(size);
  for (let first = 0; first < firstFrames.length; first += WINDOWS_PER_CALL) {
    const starts = firstFrames.subarray(first, first + WINDOWS_PER_CALL);
    const embeddings = await encoder.encode(writeWindows(frames, starts, buffer, { windowFrames }), { signal });
    vectors.set(precision === 'int8' ? quantizeRows(embeddings, dimensions) : embeddings, first * dimensions);
  }
  return vectors;
}
