import { CONFIDENCE_FEATURES } from './features.js';

/** A logistic model of the probability that a match is right. */
export interface ConfidenceModel {
  readonly bias: number;
  /** One weight for each of {@link CONFIDENCE_FEATURES}, none below 0: more of a feature never lowers confidence. */
  readonly weights: Readonly<Record<(typeof CONFIDENCE_FEATURES)[number], number>>;
}

/**
 * @param features as `confidenceFeatures` gives them
 * @returns 0 to 1
 */
export function confidenceOf({ bias, weights }: ConfidenceModel, features: ArrayLike<number>): number {
  let logit = bias;
  for (const [i, name] of CONFIDENCE_FEATURES.entries()) logit += weights[name] * features[i]!;
  return 1 / (1 + Math.exp(-logit));
}
