import { excerptNotes, iterateNotes, type NoteTable } from '@midizero/midi';
import { groupFrames } from '@midizero/pitch-matrix';
import { alignFrames } from './align-frames.js';

/** How far around the place found the query may reach. */
const MARGIN_SECONDS = 3;

/** A note of the query, moved to where the piece has it. */
export interface OverlaidNote {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly pitch: number;
  /** Whether the piece has this note here. */
  readonly isInPiece: boolean;
}

export interface PlaceInPiece {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Semitones by which the query lies above the piece. */
  readonly transposition: number;
}

/** Lays the query over the piece: in the piece's key, and in its time from note to note. */
export function overlayQuery(query: NoteTable, piece: NoteTable, place: PlaceInPiece): OverlaidNote[] {
  const near = excerptNotes(piece, place.startSeconds - MARGIN_SECONDS, place.endSeconds + MARGIN_SECONDS);
  const queryFrames = groupFrames(query);
  const pieceFrames = groupFrames(near);
  const pairs = alignFrames(queryFrames, pieceFrames, place.transposition);
  const pieceTime = timeMap(
    pairs.map(([i, j]) => [queryFrames.startSeconds[i]!, pieceFrames.startSeconds[j]!]),
    [query.startSeconds[0] ?? 0, place.startSeconds],
  );
  const pieceFrameOf = new Map(pairs);
  let frame = 0;
  return Array.from(iterateNotes(query), ({ startSeconds, endSeconds, pitch }) => {
    while (frame + 1 < queryFrames.length && queryFrames.startSeconds[frame + 1]! <= startSeconds) frame++;
    const j = pieceFrameOf.get(frame);
    const written = pitch - place.transposition;
    const isInPiece =
      j !== undefined &&
      pieceFrames.pitches.subarray(pieceFrames.offsets[j], pieceFrames.offsets[j + 1]).includes(written);
    return { startSeconds: pieceTime(startSeconds), endSeconds: pieceTime(endSeconds), pitch: written, isInPiece };
  });
}

type TimePair = readonly [querySeconds: number, pieceSeconds: number];

/** Straight lines between pairs of times, and on at the same pace before the first and after the last. */
function timeMap(pairs: readonly TimePair[], start: TimePair): (querySeconds: number) => number {
  const first = pairs[0] ?? start;
  const last = pairs.at(-1) ?? start;
  const pace = last[0] > first[0] ? (last[1] - first[1]) / (last[0] - first[0]) : 1;
  return (seconds) => {
    if (seconds <= first[0]) return first[1] + (seconds - first[0]) * pace;
    if (seconds >= last[0]) return last[1] + (seconds - last[0]) * pace;
    const next = pairs.findIndex(([querySeconds]) => querySeconds > seconds);
    const [fromQuery, fromPiece] = pairs[next - 1]!;
    const [toQuery, toPiece] = pairs[next]!;
    return fromPiece + ((seconds - fromQuery) / (toQuery - fromQuery)) * (toPiece - fromPiece);
  };
}
