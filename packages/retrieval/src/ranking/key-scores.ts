import { groupAnchors } from './anchors.js';
import { chainAnchors, chainScoreBound } from './chain.js';
import type { Seeds } from './seeds.js';

/** Score of the best chain in each key. @returns size variantCount */
export function keyChainScores(seeds: Seeds, variantCount: number): Float64Array {
  const scores = new Float64Array(variantCount);
  for (const group of groupAnchors(seeds, variantCount)) {
    if (chainScoreBound(group) <= scores[group.variant]!) continue;
    const [best] = chainAnchors(group, { maximumChains: 1 });
    scores[group.variant] = Math.max(scores[group.variant]!, best!.score);
  }
  return scores;
}
