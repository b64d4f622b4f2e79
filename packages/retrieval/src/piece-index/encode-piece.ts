import type { RunOptions } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import { type Frames, type WindowEncoder, windowStarts } from '@midizero/pitch-matrix';
import { readPiece } from '../readings/read-piece.js';
import type { IndexedPiece, IndexSettings, PieceBars, View } from './contract.js';
import { embedWindows } from './embed-windows.js';

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

/** Reads, cuts and embeds a piece. @param encoder the one that `settings` name */
export async function encodePiece(
  { notes, ...identity }: Piece,
  settings: IndexSettings,
  encoder: WindowEncoder,
  { signal }: Pick<RunOptions, 'signal'> = {},
): Promise<EncodedPiece> {
  const { windowFrames, windowStep, thresholdSeconds } = settings.windowContract;
  const cut = readPiece(notes, thresholdSeconds, settings.views).map(({ view, frames }) => ({
    view,
    frames,
    firstFrames: windowStarts(frames.length, { windowFrames, step: windowStep }),
  }));
  const vectors = await embedWindows(cut, settings, encoder, signal);
  const readings = cut.map(
    ({ view, frames, firstFrames }, i): EncodedReading => ({
      view,
      startSeconds: Float32Array.from(frames.startSeconds),
      noteCounts: Uint8Array.from({ length: frames.length }, (_, frame) => notesOfFrame(frames, frame)),
      pitches: frames.pitches.subarray(0, frames.offsets[frames.length]),
      windowFirstFrames: firstFrames,
      vectors: vectors[i]!,
    }),
  );
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

function notesOfFrame({ offsets }: Frames, frame: number): number {
  return offsets[frame + 1]! - offsets[frame]!;
}
