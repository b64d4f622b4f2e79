import type { PieceIndex } from '../piece-index/contract.js';
import type { RankedPiece } from './piece-match.js';
import { workOfPiece } from './work-of-piece.js';

/** A first piece that fits this well … */
const CLEAR_FIT = 0.5;
/** … and so much better than any other work is the answer, whatever more of the query is compared. */
const CLEAR_LEAD = 0.2;
/** What fits no better than this may have been found by chance. */
const DOUBTFUL_FIT = 0.2;

/**
 * Whether the first piece is the answer beyond doubt.
 * @param ranked by chains, best first
 */
export function isClearAnswer(index: PieceIndex, ranked: readonly RankedPiece[]): boolean {
  const [first, ...others] = ranked;
  if (first === undefined || first.score < CLEAR_FIT) return false;
  const work = workOfPiece(index, first.piece);
  const rival = others.find(({ piece }) => workOfPiece(index, piece) !== work);
  return rival === undefined || first.score - rival.score >= CLEAR_LEAD;
}

/**
 * Whether what was found may be chance, so that it is worth looking where nothing spoke for looking.
 * @param ranked by chains, best first
 */
export function isDoubtfulAnswer(ranked: readonly RankedPiece[]): boolean {
  return ranked.length === 0 || ranked[0]!.score < DOUBTFUL_FIT;
}
