import type { Optimizer } from './optimizer.js';

export interface SgdOptions {
  /** Share of the last step's velocity that is kept. @default 0: plain gradient descent, without state */
  readonly momentum?: number;
}

/** Gradient descent: v ← momentum · v + g; p ← p - learningRate · v. */
export function sgd({ momentum = 0 }: SgdOptions = {}): Optimizer {
  return {
    name: 'sgd',
    stateNames: momentum === 0 ? [] : ['velocity'],
    begin: (g, learningRate) => (parameter, gradient, state) => {
      const velocity = momentum === 0 ? gradient : g.add(g.mul(state[0]!, momentum), gradient);
      const value = g.sub(parameter, g.mul(velocity, learningRate));
      return { value, state: momentum === 0 ? [] : [velocity] };
    },
  };
}
