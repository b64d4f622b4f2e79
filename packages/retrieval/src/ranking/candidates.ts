import type { PieceIndex } from '../piece-index/contract.js';
import type { Anchors } from './anchors.js';
import { type Chain, type ChainOptions, chainAnchors, chainScoreBound } from './chain.js';

/** A piece in the reading and at the transposition that suit it best, with the chains that say where. */
export interface Candidate {
  readonly piece: number;
  readonly reading: number;
  readonly variant: number;
  /** Best chain first. */
  readonly chains: readonly Chain[];
}

/**
 * Pieces by their best chain over all readings and variants, best first (then by row), at most `limit`. Pieces whose anchors could
 * not reach the `limit`-th best chain however they lay are not chained at all.
 */
export function chainCandidates(
  anchors: readonly Anchors[],
  readings: PieceIndex['readings'],
  limit: number,
  options: ChainOptions,
): Candidate[] {
  const bounded = anchors.map((group) => ({ group, bound: chainScoreBound(group) }));
  bounded.sort((a, b) => b.bound - a.bound);
  const best = new Map<number, Candidate>();
  let threshold = Number.NEGATIVE_INFINITY;
  for (const { group, bound } of bounded) {
    if (bound < threshold) break;
    const chains = chainAnchors(group, options);
    const score = chains[0]!.score;
    const { piece } = readings[group.reading]!;
    const known = best.get(piece);
    if (score < threshold || (known !== undefined && known.chains[0]!.score >= score)) continue;
    best.set(piece, { piece, reading: group.reading, variant: group.variant, chains });
    if (best.size >= limit) threshold = ranked(best)[limit - 1]!.chains[0]!.score;
  }
  return ranked(best).slice(0, limit);
}

function ranked(candidates: ReadonlyMap<number, Candidate>): Candidate[] {
  return [...candidates.values()].sort((a, b) => b.chains[0]!.score - a.chains[0]!.score || a.piece - b.piece);
}
