import type { ParameterInitializer } from './value.js';

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dim) => product * dim, 1);
}

/** Every element 0. */
export const zeros: ParameterInitializer = (shape) => new Float32Array(sizeOf(shape));

/** Every element 1. */
export const ones: ParameterInitializer = (shape) => new Float32Array(sizeOf(shape)).fill(1);

/** Every element `value`. */
export function constantInitializer(value: number): ParameterInitializer {
  return (shape) => new Float32Array(sizeOf(shape)).fill(value);
}

/** Normal numbers of mean 0 and the given standard deviation. */
export function normal(standardDeviation: number): ParameterInitializer {
  return (shape, random) => Float32Array.from({ length: sizeOf(shape) }, () => random.gaussian() * standardDeviation);
}

/**
 * Normal numbers of variance 2 / fanIn, which keeps the variance of activations through ReLU layers (He et al.,
 * "Delving Deep into Rectifiers", 2015).
 * @param fanIn inputs that each output sums over @default the product of all dimensions but the last (`[in, out]`)
 */
export function heNormal(fanIn?: number): ParameterInitializer {
  return (shape, random) => {
    const inputs = fanIn ?? sizeOf(shape.slice(0, -1));
    return normal(Math.sqrt(2 / inputs))(shape, random);
  };
}

/** Uniform numbers of variance 2 / (in + out) for `[…, in, out]` (Glorot and Bengio, 2010). */
export const glorotUniform: ParameterInitializer = (shape, random) => {
  const fanOut = shape.at(-1) ?? 1;
  const limit = Math.sqrt(6 / (sizeOf(shape.slice(0, -1)) + fanOut));
  return Float32Array.from({ length: sizeOf(shape) }, () => (2 * random.uniform() - 1) * limit);
};
