import { InvalidArgumentError } from '@midizero/core';
import { CONFIDENCE_FEATURES } from './features.js';
import type { ConfidenceModel } from './model.js';

/** A first match, and whether it was right. */
export interface ConfidenceSample {
  /** As `confidenceFeatures` gives them. */
  readonly features: ArrayLike<number>;
  readonly isRight: boolean;
}

/** Weight of the penalty on squared weights, for features scaled to unit variance: against separable samples. */
const RIDGE = 1;
const MAXIMUM_STEPS = 100;
const SMALLEST_STEP = 1e-9;

/**
 * Fits a confidence model by maximum likelihood (Newton's method, a small ridge penalty). Features whose weight would
 * fall below 0 are left out, the worst first, and the rest fitted again.
 * @throws InvalidArgumentError unless there are both right and wrong samples
 */
export function fitConfidenceModel(samples: readonly ConfidenceSample[]): ConfidenceModel {
  const right = samples.filter(({ isRight }) => isRight).length;
  if (right === 0 || right === samples.length) {
    throw new InvalidArgumentError(
      'samples',
      `expected right and wrong matches, got ${right} right of ${samples.length}`,
    );
  }
  const scales = CONFIDENCE_FEATURES.map((_, i) => columnScale(samples, i));
  let used = [...CONFIDENCE_FEATURES.keys()];
  for (;;) {
    const fitted = newton(samples, used, scales);
    const worst = used.reduce<number>((at, _, i) => (fitted[i + 1]! < fitted[at + 1]! ? i : at), 0);
    if (used.length === 0 || fitted[worst + 1]! >= 0) return unscaled(fitted, used, scales);
    used = used.filter((_, i) => i !== worst);
  }
}

interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

function columnScale(samples: readonly ConfidenceSample[], column: number): Scale {
  const mean = samples.reduce((sum, { features }) => sum + features[column]!, 0) / samples.length;
  const variance = samples.reduce((sum, { features }) => sum + (features[column]! - mean) ** 2, 0) / samples.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

/** @returns bias, then a weight for each of the columns used, for scaled features */
function newton(samples: readonly ConfidenceSample[], used: readonly number[], scales: readonly Scale[]): Float64Array {
  const size = used.length + 1;
  const rows = samples.map(({ features }) =>
    Float64Array.of(1, ...used.map((column) => (features[column]! - scales[column]!.mean) / scales[column]!.deviation)),
  );
  const weights = new Float64Array(size);
  for (let step = 0; step < MAXIMUM_STEPS; step++) {
    const gradient = new Float64Array(size);
    const hessian = Array.from({ length: size }, () => new Float64Array(size));
    for (let i = 1; i < size; i++) {
      gradient[i] = -RIDGE * weights[i]!;
      hessian[i]![i] = RIDGE;
    }
    for (const [sample, row] of rows.entries()) {
      const probability = 1 / (1 + Math.exp(-row.reduce((sum, value, i) => sum + value * weights[i]!, 0)));
      const error = Number(samples[sample]!.isRight) - probability;
      const curvature = probability * (1 - probability);
      for (let i = 0; i < size; i++) {
        gradient[i]! += error * row[i]!;
        for (let j = 0; j < size; j++) hessian[i]![j]! += curvature * row[i]! * row[j]!;
      }
    }
    const change = solve(hessian, gradient);
    for (let i = 0; i < size; i++) weights[i]! += change[i]!;
    if (change.every((value) => Math.abs(value) < SMALLEST_STEP)) break;
  }
  return weights;
}

/** Solves a symmetric positive definite system by Gauss elimination; both arguments are overwritten. */
function solve(matrix: Float64Array[], vector: Float64Array): Float64Array {
  const size = vector.length;
  for (let pivot = 0; pivot < size; pivot++) {
    for (let row = pivot + 1; row < size; row++) {
      const factor = matrix[row]![pivot]! / matrix[pivot]![pivot]!;
      for (let column = pivot; column < size; column++) matrix[row]![column]! -= factor * matrix[pivot]![column]!;
      vector[row]! -= factor * vector[pivot]!;
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let column = row + 1; column < size; column++) vector[row]! -= matrix[row]![column]! * vector[column]!;
    vector[row]! /= matrix[row]![row]!;
  }
  return vector;
}

function unscaled(fitted: Float64Array, used: readonly number[], scales: readonly Scale[]): ConfidenceModel {
  const weights = new Float64Array(CONFIDENCE_FEATURES.length);
  let bias = fitted[0]!;
  for (const [i, column] of used.entries()) {
    const { mean, deviation } = scales[column]!;
    weights[column] = fitted[i + 1]! / deviation;
    bias -= (fitted[i + 1]! * mean) / deviation;
  }
  return {
    bias,
    weights: Object.fromEntries(
      CONFIDENCE_FEATURES.map((name, i) => [name, weights[i]!]),
    ) as ConfidenceModel['weights'],
  };
}
