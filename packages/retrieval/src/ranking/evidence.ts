/** Power that makes one near-perfect hit outweigh several middling ones. Any from 1 to 3 ranks nearly alike. */
const SHARPNESS = 2;

/**
 * What each hit is worth as evidence: its similarity squared, and nothing where it is not above 0.
 * @returns size of `similarities`, 0 to 1
 */
export function weighHits(similarities: Float32Array): Float32Array {
  return similarities.map((similarity) => Math.max(0, similarity) ** SHARPNESS);
}
