import type { OperatorFamily, OperatorRule } from './definition.js';
import { inputAt, intAttribute, normalizeAxis, requireFloat, ShapeMismatch } from './definition.js';

export const normalizationSchemas = {
  BatchNormalization: { epsilon: 'float', momentum: 'float', training_mode: 'int' },
  LayerNormalization: { axis: 'int', epsilon: 'float', stash_type: 'int' },
  LogSoftmax: { axis: 'int' },
  Softmax: { axis: 'int' },
} as const;

const alongAxis: OperatorRule = {
  inputs: [1, 1],
  infer: (call) => {
    const value = inputAt(call, 0);
    requireFloat(value);
    normalizeAxis(intAttribute(call, 'axis', -1), value.shape.length);
    return [value];
  },
};

const batchNormalization: OperatorRule = {
  inputs: [5, 5],
  infer: (call) => {
    if (intAttribute(call, 'training_mode', 0) === 1) {
      throw new ShapeMismatch(
        'training_mode is not part of inference builds of ONNX Runtime: write mean and variance out',
      );
    }
    const value = inputAt(call, 0);
    for (let index = 1; index < 5; index++) {
      const { shape } = inputAt(call, index);
      if (shape.length !== 1 || shape[0] !== value.shape[1]) {
        throw new ShapeMismatch(`input ${index} must have the ${value.shape[1]} channels as its only dimension`);
      }
    }
    return [value];
  },
};

const layerNormalization: OperatorRule = {
  inputs: [2, 3],
  infer: (call) => {
    normalizeAxis(intAttribute(call, 'axis', -1), inputAt(call, 0).shape.length);
    return [inputAt(call, 0)];
  },
};

export const normalizationOperators: OperatorFamily<typeof normalizationSchemas> = {
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  LogSoftmax: alongAxis,
  Softmax: alongAxis,
};
