import { InvalidArgumentError } from '@midizero/core';
import { createGraph, toOnnxBytes } from '@midizero/onnx';
import { KEY_COUNT } from '@midizero/pitch-matrix';
import { INPUT_NAME, OUTPUT_NAME } from '../encoder.js';
import { type PitchResNetShape, planNetwork } from './architecture.js';
import { buildPitchResNet, type LayerKit } from './pitch-resnet.js';

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
export function exportInferenceModel(shape: PitchResNetShape, weights: NetworkWeights): Uint8Array {
  const g = createGraph({ name: shape.family });
  const read = (name: string, size: number): Float32Array => {
    const values = weights[name];
    if (values?.length !== size) {
      throw new InvalidArgumentError('weights', `"${name}" must have ${size} values, got ${values?.length ?? 'none'}`);
    }
    return values;
  };
  const layers: LayerKit = {
    convolution(name, taps, layer) {
      const inputs = layer.kernel * layer.inputChannels;
      const outputs = layer.outputChannels;
      const weight = read(parameterNames.weight(name), inputs * outputs);
      const scale = read(parameterNames.scale(name), outputs);
      const shift = read(parameterNames.bias(name), outputs);
      const mean = read(parameterNames.runningMean(name), outputs);
      const variance = read(parameterNames.runningVariance(name), outputs);
      const factor = scale.map((value, channel) => value / Math.sqrt(variance[channel]! + NORMALIZATION_EPSILON));
      const folded = weight.map((value, index) => value * factor[index % outputs]!);
      const bias = shift.map((value, channel) => value - mean[channel]! * factor[channel]!);
      return g.gemm(taps, g.constant(folded, [inputs, outputs], { name: `${name}/folded-weight` }), {
        bias: g.constant(bias, [outputs], { name: `${name}/folded-bias` }),
      });
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
  g.output(OUTPUT_NAME, buildPitchResNet(g, windows, shape, planNetwork(shape), layers));
  return toOnnxBytes(g);
}
