import type { PieceIndex } from '../piece-index/contract.js';
import type { Anchors } from './anchors.js';
import { type Chain, type ChainOptions, chainAnchors, chainScoreBound } from './chain.js';

/** Candidates are cut back whenever they have grown by this factor. */
const PRUNING_GROWTH = 1.25;

/** A passage of a piece that may answer: a chain in one reading at one transposition. */
export interface Candidate {
  readonly piece: number;
  readonly reading: number;
  readonly variant: number;
  readonly chain: Chain;
}

export interface CandidateLimits {
  /** The best chains, whatever pieces, readings and variants they are of … */
  readonly chains: number;
  /** … and the best one of each of so many pieces. */
  readonly pieces: number;
}

/**
 * Passages by their chains, best first (then by row). Anchors that could not come among the wanted chains however they lay
 * are not chained at all.
 */
export function chainCandidates(
  anchors: readonly Anchors[],
  readings: PieceIndex['readings'],
  limits: CandidateLimits,
  options: ChainOptions,
): Candidate[] {
  const bounded = anchors.map((group) => ({ group, bound: chainScoreBound(group) }));
  bounded.sort((a, b) => b.bound - a.bound);
  let candidates: Candidate[] = [];
  let threshold = Number.NEGATIVE_INFINITY;
  let prunedAt = limits.chains;
  for (const { group, bound } of bounded) {
    if (bound < threshold) break;
    const { piece } = readings[group.reading]!;
    for (const chain of chainAnchors(group, options)) {
      if (chain.score >= threshold) candidates.push({ piece, reading: group.reading, variant: group.variant, chain });
    }
    if (candidates.length <= prunedAt) continue;
    const wanted = bestCandidates(candidates, limits);
    candidates = wanted.candidates;
    if (wanted.isFull) threshold = candidates.at(-1)!.chain.score;
    prunedAt = PRUNING_GROWTH * candidates.length;
  }
  return bestCandidates(candidates, limits).candidates;
}

function bestCandidates(
  candidates: Candidate[],
  { chains, pieces }: CandidateLimits,
): { candidates: Candidate[]; isFull: boolean } {
  candidates.sort((a, b) => b.chain.score - a.chain.score || a.piece - b.piece || a.reading - b.reading);
  const known = new Set<number>();
  const wanted = candidates.filter(({ piece }, i) => {
    const isFirst = !known.has(piece) && known.size < pieces;
    if (isFirst) known.add(piece);
    return isFirst || i < chains;
  });
  return { candidates: wanted, isFull: wanted.length >= chains && known.size >= pieces };
}
