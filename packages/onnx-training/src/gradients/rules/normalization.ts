import type { OperatorName } from '@midizero/onnx';
import type { GradientRule } from '../rule.js';

/** dx = y (g - Σ g y) */
const softmax: GradientRule = ({ graph: g, gradient, output, node }) => {
  const axes = [(node.attributes.axis as number | undefined) ?? -1];
  const weighted = g.mul(gradient, output);
  return [g.sub(weighted, g.mul(output, g.reduceSum(weighted, { axes, keepDims: true })))];
};

/** dx = g - exp(y) Σ g */
const logSoftmax: GradientRule = ({ graph: g, gradient, output, node }) => {
  const axes = [(node.attributes.axis as number | undefined) ?? -1];
  return [g.sub(gradient, g.mul(g.exp(output), g.reduceSum(gradient, { axes, keepDims: true })))];
};

export const normalizationRules: Partial<Record<OperatorName, GradientRule>> = {
  LogSoftmax: logSoftmax,
  Softmax: softmax,
};
