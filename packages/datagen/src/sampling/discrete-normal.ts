import { InvalidArgumentError, portableExp } from '@midizero/core';

/**
 * Weights of the whole numbers `low .. high` in proportion to a normal density at them: a normal distribution cut to a
 * range. The largest weight is near 1 even where the mean lies far outside the range.
 * @param std above 0
 * @returns size high - low + 1
 */
export function discreteNormalWeights(mean: number, std: number, low: number, high: number): Float64Array {
  if (!Number.isFinite(mean)) throw new InvalidArgumentError('mean', `expected a finite number, got ${mean}`);
  if (!(std > 0 && Number.isFinite(std))) {
    throw new InvalidArgumentError('std', `expected a finite number above 0, got ${std}`);
  }
  const nearest = Math.min(high, Math.max(low, Math.round(mean)));
  const exponentAt = (value: number): number => -0.5 * ((value - mean) / std) ** 2;
  return Float64Array.from({ length: high - low + 1 }, (_, i) =>
    portableExp(exponentAt(low + i) - exponentAt(nearest)),
  );
}
