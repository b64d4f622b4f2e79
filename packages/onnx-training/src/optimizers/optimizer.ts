import type { Graph, Parameter, Value } from '@midizero/onnx';

/** A parameter's value and state after one step. */
export interface OptimizerUpdate {
  readonly value: Value;
  /** Next state tensors, in the order of {@link Optimizer.stateNames}. */
  readonly state: readonly Value[];
}

/** How one parameter moves. */
export type ParameterRule = (parameter: Parameter, gradient: Value, state: readonly Value[]) => OptimizerUpdate;

/** An optimizer as a part of a graph. It has no state of its own: state tensors go in and come out. */
export interface Optimizer {
  readonly name: string;
  /** State tensors kept for each parameter, of its shape and 0 at first. */
  readonly stateNames: readonly string[];
  /**
   * Adds what all parameters share to the graph.
   * @param learningRate float32 scalar
   * @param step float32 scalar: 1 at the first step
   */
  begin(g: Graph, learningRate: Value, step: Value): ParameterRule;
}
