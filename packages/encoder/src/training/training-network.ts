import { type Graph, glorotUniform, heNormal, type Parameter, type Value, zeros } from '@midizero/onnx';
import { batchNorm } from '@midizero/onnx-training';
import type { NetworkPlan } from '../network/architecture.js';
import { NORMALIZATION_EPSILON, parameterNames } from '../network/inference-model.js';
import type { LayerKit } from '../network/pitch-resnet.js';

/** How much of a batch's mean and variance goes into the running statistics that inference uses. */
const STATISTICS_MOMENTUM = 0.05;

/**
 * Layers with parameters to be trained; each convolution is normalized by its batch's statistics.
 * @param updates receives the next values of the running statistics
 */
export function trainingLayers(g: Graph, updates: Map<Parameter, Value>): LayerKit {
  return {
    convolution(name, taps, layer) {
      const inputs = layer.kernel * layer.inputChannels;
      const weight = g.parameter(parameterNames.weight(name), [inputs, layer.outputChannels], {
        initializer: heNormal(inputs),
      });
      return batchNorm(g, g.matMul(taps, weight), {
        name,
        momentum: STATISTICS_MOMENTUM,
        epsilon: NORMALIZATION_EPSILON,
        updates,
      });
    },
    linear(name, x, { inputSize, outputSize }: NetworkPlan['head']) {
      const weight = g.parameter(parameterNames.weight(name), [inputSize, outputSize], { initializer: glorotUniform });
      const bias = g.parameter(parameterNames.bias(name), [outputSize], { initializer: zeros });
      return g.add(g.matMul(x, weight), bias);
    },
  };
}
