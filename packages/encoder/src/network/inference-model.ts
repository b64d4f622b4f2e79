import { InvalidArgumentError } from '@midizero/core';
import { createGraph, toOnnxBytes } from '@midizero/onnx';
import { KEY_COUNT } from '@midizero/pitch-matrix';
import { INPUT_NAME, OUTPUT_NAME } from '../encoder.js';
import { buildNetwork, type NetworkShape } from './families.js';
import type { LayerKit, LiftedConvolution } from './layer-kit.js';

/** Added to a variance before its root, here and in training. */
export const NORMALIZATION_EPSILON = 1e-5;

/** Weights by name; see {@link parameterNames}. */
export type NetworkWeights = Readonly<Record<string, Float32Array>>;

/** The names that a layer's weights have in checkpoints. */
export const parameterNames = {
  weight: (layer: string): string => `${layer}/weight`,
  scale: (layer: string): string => `${layer}/scale`,
  bias: (layer: string): string => `${layer}/bias`,
  runningMean: (layer: string): string => `${layer}/running_mean`,
  runningVariance: (layer: string): string => `${layer}/running_var`,
} as const;

/**
 * The network for inference: weights as constants, so that ONNX Runtime lays them out once when it loads the model, and
 * each batch normalization folded into the convolution before it, w' = w * s and b' = shift - mean * s with
 * s = scale / sqrt(variance + epsilon).
 * @returns ONNX bytes with input `windows` [n, windowFrames, 88] and output `embeddings` [n, dimensions]
 * @throws InvalidArgumentError if a weight is missing or of another size
 */
export function exportInferenceModel(shape: NetworkShape, weights: NetworkWeights): Uint8Array {
  const g = createGraph({ name: shape.family });
  const read = (name: string, size: number): Float32Array => {
    const values = weights[name];
    if (values?.length !== size) {
      throw new InvalidArgumentError('weights', `"${name}" must have ${size} values, got ${values?.length ?? 'none'}`);
    }
    return values;
  };
  /** The factor and the shift that a normalization comes down to, by channel. */
  const normalization = (name: string, channels: number): { factor: Float32Array; shift: Float32Array } => {
    const scale = read(parameterNames.scale(name), channels);
    const bias = read(parameterNames.bias(name), channels);
    const mean = read(parameterNames.runningMean(name), channels);
    const variance = read(parameterNames.runningVariance(name), channels);
    const factor = scale.map((value, channel) => value / Math.sqrt(variance[channel]! + NORMALIZATION_EPSILON));
    return { factor, shift: bias.map((value, channel) => value - mean[channel]! * factor[channel]!) };
  };
  const layers: LayerKit = {
    convolution(name, taps, { kernel, inputChannels, outputChannels }) {
      const inputs = kernel * inputChannels;
      const weight = read(parameterNames.weight(name), inputs * outputChannels);
      const { factor, shift } = normalization(name, outputChannels);
      const folded = weight.map((value, index) => value * factor[index % outputChannels]!);
      return g.gemm(taps, g.constant(folded, [inputs, outputChannels], { name: `${name}/folded-weight` }), {
        bias: g.constant(shift, [outputChannels], { name: `${name}/folded-bias` }),
      });
    },
    liftedConvolution(lift, name, taps, layer) {
      const { kernel, liftedChannels, outputChannels, positions } = layer;
      const weight = read(parameterNames.weight(name), liftedChannels * kernel * outputChannels);
      const { factor, shift } = normalization(name, outputChannels);
      const combined = (values: Float32Array): Float32Array =>
        combineLift(values, weight, layer).map((value, index) => value * factor[index % outputChannels]!);
      const product = combined(read(parameterNames.weight(lift), liftedChannels));
      const biasProduct = combined(read(parameterNames.bias(lift), liftedChannels));
      const bias = new Float32Array(positions * outputChannels);
      for (const [index] of bias.entries()) {
        const [position, output] = [Math.floor(index / outputChannels), index % outputChannels];
        let sum = shift[output]!;
        for (let tap = 0; tap < kernel; tap++) {
          sum += layer.inside[position * kernel + tap]! * biasProduct[tap * outputChannels + output]!;
        }
        bias[index] = sum;
      }
      const rows = g.matMul(taps, g.constant(product, [kernel, outputChannels], { name: `${name}/folded-weight` }));
      const images = g.reshape(rows, ['n', positions, outputChannels]);
      return g.flattenRows(
        g.add(images, g.constant(bias, [positions, outputChannels], { name: `${name}/folded-bias` })),
      );
    },
    linear(name, x, { inputSize, outputSize }) {
      const weight = read(parameterNames.weight(name), inputSize * outputSize);
      return g.gemm(x, g.constant(weight, [inputSize, outputSize], { name: parameterNames.weight(name) }), {
        bias: g.constant(read(parameterNames.bias(name), outputSize), [outputSize], {
          name: parameterNames.bias(name),
        }),
      });
    },
  };
  const windows = g.input(INPUT_NAME, ['n', shape.windowFrames, KEY_COUNT]);
  g.output(OUTPUT_NAME, buildNetwork(g, windows, shape, layers));
  return toOnnxBytes(g);
}

/** Σ over lifted channels of `lifted[c] · weight[c, tap, output]`: `[kernel, outputChannels]`. */
function combineLift(
  lifted: Float32Array,
  weight: Float32Array,
  { kernel, outputChannels }: LiftedConvolution,
): Float32Array {
  const size = kernel * outputChannels;
  return Float32Array.from({ length: size }, (_, index) =>
    lifted.reduce((sum, value, channel) => sum + value * weight[channel * size + index]!, 0),
  );
}
