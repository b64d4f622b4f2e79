import type { Graph, Parameter, Value } from '@midizero/onnx';
import { ones, zeros } from '@midizero/onnx';

/** Next values of parameters that a forward pass moves itself, such as running statistics. */
export type ParameterUpdates = Map<Parameter, Value>;

export interface BatchNormOptions {
  /** Parameters become `name/scale`, `name/bias`, `name/running_mean` and `name/running_var`. */
  readonly name: string;
  /**
   * Receives the next running statistics. Without it the inference form is built, which normalizes by the running
   * statistics instead of the batch's own.
   * @default none
   */
  readonly updates?: ParameterUpdates | undefined;
  /** How far running statistics move to a batch's own. @default 0.1 */
  readonly momentum?: number;
  /** Added to the variance. @default 1e-5 */
  readonly epsilon?: number;
}

/**
 * Batch normalization (Ioffe and Szegedy, 2015). The training form is written out with mean and biased variance, because
 * inference builds of ONNX Runtime have no training mode of their own. The inference form is
 * `scale · (x - running_mean) / √(running_var + epsilon) + bias`; folded into the layer before, it costs nothing.
 * @param x `[…, channels]`: normalized over all axes but the last
 */
export function batchNorm(
  g: Graph,
  x: Value,
  { name, updates, momentum = 0.1, epsilon = 1e-5 }: BatchNormOptions,
): Value {
  const channels = [x.shape.at(-1) as number];
  const scale = g.parameter(`${name}/scale`, channels, { initializer: ones });
  const bias = g.parameter(`${name}/bias`, channels, { initializer: zeros });
  const runningMean = g.parameter(`${name}/running_mean`, channels, { initializer: zeros, trainable: false });
  const runningVariance = g.parameter(`${name}/running_var`, channels, { initializer: ones, trainable: false });

  if (updates === undefined) {
    const factor = g.div(scale, g.sqrt(g.add(runningVariance, epsilon)));
    return g.add(g.mul(g.sub(x, runningMean), factor), bias);
  }
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const mean = g.reduceMean(x, { axes });
  const centered = g.sub(x, mean);
  const variance = g.reduceMean(g.mul(centered, centered), { axes });
  const factor = g.div(scale, g.sqrt(g.add(variance, epsilon)));

  const moved = (running: Value, batch: Value): Value => g.add(g.mul(running, 1 - momentum), g.mul(batch, momentum));
  updates.set(runningMean, moved(runningMean, mean));
  updates.set(runningVariance, moved(runningVariance, variance));
  return g.add(g.mul(centered, factor), bias);
}
