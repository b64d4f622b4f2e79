import { commonPitches, type PitchSets } from '../readings/pitch-sets.js';

/** The scoring model of a frame alignment, in units of one shared note. */
export interface AlignmentOptions {
  /** Cost of a note that only the query or only the piece has. @default 0.4 */
  readonly missingNoteCost?: number;
  /** Frames to either side of the expected place that are tried. @default 16 */
  readonly bandFrames?: number;
}

export interface FrameAlignment {
  /** Shared notes less costs, over the query's notes: 1 for an exact passage, around 0 or below for an unrelated one. */
  readonly score: number;
  /** Query frames that share a note with a piece frame, ascending. */
  readonly queryFrames: readonly number[];
  /** The piece frame of each, counted in `piece`, ascending. */
  readonly pieceFrames: readonly number[];
}

/** Frames to either side of a chain's course: room for what a chain cannot see, less than two windows. */
export const DEFAULT_BAND_FRAMES = 16;

// How a cell of the table was reached.
const FROM_OUTSIDE = 0;
const BOTH_ADVANCE = 1;
const QUERY_ADVANCES = 2;
const PIECE_ADVANCES = 3;

/**
 * Aligns the whole query with the part of the piece it fits best, near an expected diagonal: a query frame meets a piece
 * frame and scores their shared notes less the notes that only one of them has, or is passed over at the cost of its notes.
 * @param expected for each query frame the piece frame around which to look
 * @returns undefined where no frame of the query shares a note with the piece there
 */
export function alignFrames(
  query: PitchSets,
  piece: PitchSets,
  expected: Int32Array,
  { missingNoteCost = 0.4, bandFrames = DEFAULT_BAND_FRAMES }: AlignmentOptions = {},
): FrameAlignment | undefined {
  const width = 2 * bandFrames + 1;
  const scores = new Float32Array(query.length * width).fill(Number.NEGATIVE_INFINITY);
  const moves = new Uint8Array(query.length * width);
  let queryNotes = 0;
  for (let i = 0; i < query.length; i++) {
    const querySize = query.sizes[i]!;
    const low = expected[i]! - bandFrames;
    const row = i * width;
    // Columns by which the band has moved since the row before, where the same piece frame stands that much further on.
    const shift = i === 0 ? 0 : expected[i]! - expected[i - 1]!;
    const skippedBefore = -missingNoteCost * queryNotes;
    queryNotes += querySize;
    const end = Math.min(width, piece.length - low);
    for (let column = Math.max(0, -low); column < end; column++) {
      const j = low + column;
      const pieceSize = piece.sizes[j]!;
      const common = commonPitches(query, i, piece, j);
      const gain = common - missingNoteCost * (querySize + pieceSize - 2 * common);
      const cell = row + column;
      let best = skippedBefore + gain;
      let move = FROM_OUTSIDE;
      if (i > 0) {
        const before = column + shift;
        if (before > 0 && before <= width) {
          const both = scores[row - width + before - 1]! + gain;
          if (both > best) {
            best = both;
            move = BOTH_ADVANCE;
          }
        }
        if (before >= 0 && before < width) {
          const queryAlone = scores[row - width + before]! - missingNoteCost * querySize;
          if (queryAlone > best) {
            best = queryAlone;
            move = QUERY_ADVANCES;
          }
        }
      }
      if (column > 0) {
        const pieceAlone = scores[cell - 1]! - missingNoteCost * pieceSize;
        if (pieceAlone > best) {
          best = pieceAlone;
          move = PIECE_ADVANCES;
        }
      }
      scores[cell] = best;
      moves[cell] = move;
    }
  }
  return traceAlignment(query, piece, expected, { scores, moves, bandFrames, queryNotes });
}

interface AlignmentTable {
  readonly scores: Float32Array;
  readonly moves: Uint8Array;
  readonly bandFrames: number;
  readonly queryNotes: number;
}

function traceAlignment(
  query: PitchSets,
  piece: PitchSets,
  expected: Int32Array,
  { scores, moves, bandFrames, queryNotes }: AlignmentTable,
): FrameAlignment | undefined {
  const width = 2 * bandFrames + 1;
  const lastRow = (query.length - 1) * width;
  let end = -1;
  for (let column = 0; column < width; column++) {
    if (scores[lastRow + column]! > (end < 0 ? Number.NEGATIVE_INFINITY : scores[end]!)) end = lastRow + column;
  }
  if (end < 0) return undefined;
  const queryFrames: number[] = [];
  const pieceFrames: number[] = [];
  let i = query.length - 1;
  let j = expected[i]! - bandFrames + (end - lastRow);
  for (;;) {
    const move = moves[i * width + j - expected[i]! + bandFrames]!;
    const meet = move === FROM_OUTSIDE || move === BOTH_ADVANCE;
    if (meet && commonPitches(query, i, piece, j) > 0) {
      queryFrames.push(i);
      pieceFrames.push(j);
    }
    if (move === FROM_OUTSIDE) break;
    if (move !== PIECE_ADVANCES) i--;
    if (move !== QUERY_ADVANCES) j--;
  }
  if (queryFrames.length === 0) return undefined;
  return {
    score: scores[end]! / queryNotes,
    queryFrames: queryFrames.reverse(),
    pieceFrames: pieceFrames.reverse(),
  };
}
