import type { Graph, Parameter, Value } from '@midizero/onnx';
import type { Optimizer } from './optimizer.js';

export interface AdamOptions {
  /** Decay of the mean of gradients. @default 0.9 */
  readonly beta1?: number;
  /** Decay of the mean of squared gradients. @default 0.999 */
  readonly beta2?: number;
  /** Added to the root of the mean square. @default 1e-8 */
  readonly epsilon?: number;
}

export interface AdamWOptions extends AdamOptions {
  /** Share of a parameter, times the learning rate, that is taken away at each step. @default 0.01 */
  readonly weightDecay?: number;
  /** Which parameters decay. @default those with two or more dimensions: no biases and no scales */
  readonly decays?: (parameter: Parameter) => boolean;
}

/** Adam (Kingma and Ba, 2015), with bias correction. */
export function adam(options: AdamOptions = {}): Optimizer {
  return { ...adamW({ ...options, weightDecay: 0 }), name: 'adam' };
}

/** Adam with decoupled weight decay (Loshchilov and Hutter, 2019). */
export function adamW(options: AdamWOptions = {}): Optimizer {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0.01 } = options;
  const decays = options.decays ?? ((parameter: Parameter): boolean => parameter.shape.length >= 2);
  return {
    name: 'adamw',
    stateNames: ['first_moment', 'second_moment'],
    begin: (g, learningRate, step) => {
      // p - η (m / c1) / (√(v / c2) + ε) with the corrections moved to scalars: p - (η √c2 / c1) m / (√v + ε √c2)
      const correction1 = g.sub(1, g.pow(beta1, step));
      const rootCorrection2 = g.sqrt(g.sub(1, g.pow(beta2, step)));
      const rate = g.div(g.mul(learningRate, rootCorrection2), correction1);
      const floor = g.mul(rootCorrection2, epsilon);
      const kept = weightDecay === 0 ? undefined : g.sub(1, g.mul(learningRate, weightDecay));
      return (parameter, gradient, state) => {
        const first = movingMean(g, state[0]!, gradient, 1 - beta1);
        const second = movingMean(g, state[1]!, g.mul(gradient, gradient), 1 - beta2);
        const direction = g.div(first, g.add(g.sqrt(second), floor));
        const decayed = kept !== undefined && decays(parameter) ? g.mul(parameter, kept) : parameter;
        return { value: g.sub(decayed, g.mul(direction, rate)), state: [first, second] };
      };
    },
  };
}

/** mean + share · (sample - mean) */
function movingMean(g: Graph, mean: Value, sample: Value, share: number): Value {
  return g.add(mean, g.mul(g.sub(sample, mean), share));
}
