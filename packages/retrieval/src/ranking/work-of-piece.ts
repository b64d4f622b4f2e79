import type { PieceIndex } from '../piece-index/contract.js';
import { workKey } from '../work-key.js';

/** What a piece has in common with other references of its work. */
export function workOfPiece({ pieces }: PieceIndex, piece: number): string {
  const { id, workId } = pieces[piece]!;
  return workKey(id, workId);
}
