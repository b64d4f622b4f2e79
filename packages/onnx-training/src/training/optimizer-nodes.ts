import type { Graph, Parameter, Value } from '@midizero/onnx';
import { zeros } from '@midizero/onnx';
import { clipByGlobalNorm, globalNorm } from '../optimizers/clip.js';
import type { Optimizer } from '../optimizers/optimizer.js';

export const LEARNING_RATE_INPUT = 'learning_rate';
export const STEP_INPUT = 'step';
export const GRADIENT_NORM_OUTPUT = 'gradient_norm';

export interface OptimizerNodesOptions {
  readonly trainable: readonly Parameter[];
  /** In the order of `trainable`. */
  readonly gradients: readonly Value[];
  readonly optimizer: Optimizer;
  /** Scale gradients down to this global norm; adds the output `gradient_norm`. */
  readonly clipNorm?: number | undefined;
}

export interface OptimizerNodes {
  /** Next values of parameters and optimizer state. */
  readonly next: ReadonlyMap<Parameter, Value>;
  /** State tensors, named `parameter/state`. */
  readonly optimizerState: readonly Parameter[];
}

/** Adds an optimizer's step to a graph, with the inputs `learning_rate` and `step`. */
export function addOptimizer(g: Graph, options: OptimizerNodesOptions): OptimizerNodes {
  const { trainable, optimizer, clipNorm } = options;
  const gradients = clipNorm === undefined ? options.gradients : clip(g, options.gradients, clipNorm);
  const rule = optimizer.begin(g, g.input(LEARNING_RATE_INPUT, []), g.input(STEP_INPUT, []));
  const next = new Map<Parameter, Value>();
  const optimizerState: Parameter[] = [];
  trainable.forEach((parameter, index) => {
    const state = optimizer.stateNames.map((stateName) =>
      g.parameter(`${parameter.name}/${stateName}`, parameter.shape, { initializer: zeros, trainable: false }),
    );
    const update = rule(parameter, gradients[index]!, state);
    next.set(parameter, update.value);
    state.forEach((tensor, slot) => {
      next.set(tensor, update.state[slot]!);
    });
    optimizerState.push(...state);
  });
  return { next, optimizerState };
}

/** Makes each next value an output. @returns output names by the name of the parameter or state they replace */
export function addNextOutputs(g: Graph, next: ReadonlyMap<Parameter, Value>): ReadonlyMap<string, string> {
  return new Map(
    [...next].map(([parameter, value]) => {
      const output = `${parameter.name}/next`;
      g.output(output, value);
      return [parameter.name, output] as const;
    }),
  );
}

function clip(g: Graph, gradients: readonly Value[], clipNorm: number): readonly Value[] {
  const norm = g.output(GRADIENT_NORM_OUTPUT, globalNorm(g, gradients));
  return clipByGlobalNorm(g, gradients, norm, clipNorm);
}
