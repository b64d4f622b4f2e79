import type { OperatorName, Value } from '@midizero/onnx';
import { reduceTo } from '../broadcast.js';
import type { GradientRule } from '../rule.js';
import { normalizedAxis } from './shared.js';

/** The operators' own default of their attribute `epsilon`. */
const DEFAULT_EPSILON = 1e-5;

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

/** With x̂ = (x - μ) / σ over the axes from `axis` on: dx = (h - mean(h) - x̂ mean(h x̂)) / σ, where h = g · scale. */
const layerNormalization: GradientRule = ({ graph: g, gradient, inputs, node, needs }) => {
  const [x, scale] = [inputs[0]!, inputs[1]!];
  const first = normalizedAxis(node, x.shape.length, -1);
  const axes = x.shape.map((_, axis) => axis).slice(first);
  const mean = (value: Value): Value => g.reduceMean(value, { axes, keepDims: true });
  const centered = g.sub(x, mean(x));
  const epsilon = (node.attributes.epsilon as number | undefined) ?? DEFAULT_EPSILON;
  const deviation = g.sqrt(g.add(mean(g.mul(centered, centered)), epsilon));
  const normalized = g.div(centered, deviation);
  const byX = (): Value => {
    const scaled = g.mul(gradient, scale);
    const along = g.mul(normalized, mean(g.mul(scaled, normalized)));
    return g.div(g.sub(g.sub(scaled, mean(scaled)), along), deviation);
  };
  return [
    needs(0) ? byX() : undefined,
    needs(1) ? reduceTo(g, g.mul(gradient, normalized), scale.shape) : undefined,
    needs(2) ? reduceTo(g, gradient, inputs[2]!.shape) : undefined,
  ];
};

/** Inference form: y = scale · (x - mean) / √(variance + ε) + bias, each of the four by channel. */
const batchNormalization: GradientRule = ({ graph: g, gradient, inputs, node, needs }) => {
  const [x, scale, mean, variance] = [inputs[0]!, inputs[1]!, inputs[3]!, inputs[4]!];
  const perChannel = [x.shape[1]!, ...x.shape.slice(2).map(() => 1)];
  const epsilon = (node.attributes.epsilon as number | undefined) ?? DEFAULT_EPSILON;
  const deviation = g.sqrt(g.add(variance, epsilon));
  const slope = g.div(scale, deviation);
  const spread = (value: Value): Value => g.reshape(value, perChannel);
  const axes = x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
  const sum = (value: Value): Value => g.reduceSum(value, { axes });
  // Σ g (x - mean) / deviation
  const along = (): Value => g.div(sum(g.mul(gradient, g.sub(x, spread(mean)))), deviation);
  return [
    needs(0) ? g.mul(gradient, spread(slope)) : undefined,
    needs(1) ? along() : undefined,
    needs(2) ? sum(gradient) : undefined,
    needs(3) ? g.neg(g.mul(sum(gradient), slope)) : undefined,
    needs(4) ? g.mul(g.div(g.mul(along(), slope), deviation), -0.5) : undefined,
  ];
};

export const normalizationRules: Partial<Record<OperatorName, GradientRule>> = {
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  LogSoftmax: logSoftmax,
  Softmax: softmax,
};
