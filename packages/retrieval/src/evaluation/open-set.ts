import { seededChoice } from './seeded-choice.js';

/**
 * The half of the pieces that an open-set evaluation takes out of the library; of an odd number, the smaller half.
 * @param pieceIds pieces of the library, in any order, repeats allowed
 * @param seed another seed, another half
 */
export function takenOut(pieceIds: Iterable<string>, seed: number): Set<string> {
  const pieces = [...new Set(pieceIds)].sort();
  return new Set(seededChoice(pieces, Math.floor(pieces.length / 2), seed));
}
