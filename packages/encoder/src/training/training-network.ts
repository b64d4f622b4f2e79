import { type Graph, glorotUniform, heNormal, type Parameter, type Value, zeros } from '@midizero/onnx';
import { batchNorm } from '@midizero/onnx-training';
import { NORMALIZATION_EPSILON, parameterNames } from '../network/inference-model.js';
import type { LayerKit } from '../network/layer-kit.js';

/** How much of a batch's mean and variance goes into the running statistics that inference uses. */
const STATISTICS_MOMENTUM = 0.05;

/**
 * Layers with parameters to be trained; each convolution is normalized by its batch's statistics.
 * @param updates receives the next values of the running statistics
 */
export function trainingLayers(g: Graph, updates: Map<Parameter, Value>): LayerKit {
  const normalized = (name: string, rows: Value): Value =>
    batchNorm(g, rows, { name, momentum: STATISTICS_MOMENTUM, epsilon: NORMALIZATION_EPSILON, updates });
  return {
    convolution(name, taps, { kernel, inputChannels, outputChannels }) {
      const inputs = kernel * inputChannels;
      const weight = g.parameter(parameterNames.weight(name), [inputs, outputChannels], {
        initializer: heNormal(inputs),
      });
      return normalized(name, g.matMul(taps, weight));
    },
    liftedConvolution(lift, name, taps, { kernel, liftedChannels, outputChannels, positions, inside }) {
      const liftWeight = g.parameter(parameterNames.weight(lift), [1, liftedChannels], { initializer: heNormal(1) });
      const liftBias = g.parameter(parameterNames.bias(lift), [1, liftedChannels], { initializer: zeros });
      const weight = g.parameter(parameterNames.weight(name), [liftedChannels, kernel * outputChannels], {
        initializer: heNormal(kernel * liftedChannels),
      });
      const combined = (lifted: Value): Value => g.reshape(g.matMul(lifted, weight), [kernel, outputChannels]);
      const rows = g.matMul(taps, combined(liftWeight));
      const bias = g.matMul(g.constant(inside, [positions, kernel]), combined(liftBias));
      const images = g.reshape(rows, [(rows.shape[0] as number) / positions, positions, outputChannels]);
      return normalized(name, g.flattenRows(g.add(images, bias)));
    },
    linear(name, x, { inputSize, outputSize }) {
      const weight = g.parameter(parameterNames.weight(name), [inputSize, outputSize], { initializer: glorotUniform });
      const bias = g.parameter(parameterNames.bias(name), [outputSize], { initializer: zeros });
      return g.add(g.matMul(x, weight), bias);
    },
  };
}
