import type { PieceIndex } from '../piece-index/contract.js';
import type { DuplicateGroup, DuplicatePair, DuplicatePiece } from './contract.js';
import { noteCount } from './describe-pair.js';

/** Pieces that hang together by pairs, each group with its pairs; the group with the surest pair first. */
export function groupPairs(index: PieceIndex, pairs: readonly DuplicatePair[]): DuplicateGroup[] {
  const groupOf = new Map<string, Set<string>>();
  for (const { firstId, secondId } of pairs) {
    const first = groupOf.get(firstId) ?? new Set([firstId]);
    const second = groupOf.get(secondId) ?? new Set([secondId]);
    for (const id of second) first.add(id);
    for (const id of first) groupOf.set(id, first);
  }
  const sorted = [...pairs].sort((a, b) => b.sharedOfSecond - a.sharedOfSecond);
  const groups = new Set(sorted.map(({ firstId }) => groupOf.get(firstId)!));
  return [...groups].map((ids) => ({
    pieces: index.pieces
      .filter(({ id }) => ids.has(id))
      .map((piece) => describePiece(index, piece))
      .sort((a, b) => b.noteCount - a.noteCount),
    pairs: sorted.filter(({ firstId }) => ids.has(firstId)),
  }));
}

function describePiece(
  index: PieceIndex,
  { id, title, workId, firstReading }: PieceIndex['pieces'][number],
): DuplicatePiece {
  const reading = index.readings[firstReading]!;
  return {
    pieceId: id,
    ...(title !== undefined && { title }),
    ...(workId !== undefined && { workId }),
    noteCount: noteCount(index, reading),
    lastOnsetSeconds: index.frames.startSeconds[reading.firstFrame + reading.frameCount - 1]!,
  };
}
