import type { Frames } from '@midizero/pitch-matrix';

const SHARED_NOTE = 1;
const PASSED_OVER = -0.4;
/** Beyond this the table would take too long for a picture; see {@link alignFrames}. */
const MOST_CELLS = 20_000_000;

const BOTH_ADVANCE = 1;
const QUERY_ADVANCES = 2;
const PIECE_ADVANCES = 3;

/**
 * Which frame of the piece each frame of the query is, where they share a note: the course through both that shares
 * most notes and passes over fewest frames, beginning and ending anywhere in the piece.
 * @param transposition semitones by which the query lies above the piece
 * @returns pairs of frames, ascending in both; none where both are so long that it would take seconds
 */
export function alignFrames(
  query: Frames,
  piece: Frames,
  transposition: number,
): readonly (readonly [number, number])[] {
  const width = piece.length + 1;
  if (query.length * width > MOST_CELLS) return [];
  const moves = new Uint8Array((query.length + 1) * width);
  let above = new Float32Array(width); // scores of the row before
  let row = new Float32Array(width);
  for (let i = 1; i <= query.length; i++) {
    row[0] = PASSED_OVER * i;
    moves[i * width] = QUERY_ADVANCES;
    for (let j = 1; j < width; j++) {
      const both = above[j - 1]! + SHARED_NOTE * sharedPitches(query, i - 1, piece, j - 1, transposition);
      const queryOnly = above[j]! + PASSED_OVER;
      const pieceOnly = row[j - 1]! + PASSED_OVER;
      const best = Math.max(both, queryOnly, pieceOnly);
      row[j] = best;
      moves[i * width + j] = best === both ? BOTH_ADVANCE : best === queryOnly ? QUERY_ADVANCES : PIECE_ADVANCES;
    }
    [above, row] = [row, above];
  }
  let j = above.indexOf(above.reduce((best, score) => Math.max(best, score), Number.NEGATIVE_INFINITY));
  const pairs: [number, number][] = [];
  for (let i = query.length; i > 0; ) {
    const move = moves[i * width + j]!;
    if (move === BOTH_ADVANCE && sharedPitches(query, i - 1, piece, j - 1, transposition) > 0)
      pairs.push([i - 1, j - 1]);
    if (move !== PIECE_ADVANCES) i--;
    if (move !== QUERY_ADVANCES) j--;
  }
  return pairs.reverse();
}

/** Notes that two frames share. Both are ascending. */
function sharedPitches(query: Frames, i: number, piece: Frames, j: number, transposition: number): number {
  let shared = 0;
  let a = query.offsets[i]!;
  let b = piece.offsets[j]!;
  while (a < query.offsets[i + 1]! && b < piece.offsets[j + 1]!) {
    const difference = query.pitches[a]! - transposition - piece.pitches[b]!;
    if (difference === 0) shared++;
    if (difference <= 0) a++;
    if (difference >= 0) b++;
  }
  return shared;
}
