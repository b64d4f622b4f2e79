import type { Graph, GraphNode, Value } from '@midizero/onnx';

/** What a rule sees of one node on the way back. */
export interface GradientContext {
  readonly graph: Graph;
  readonly node: GraphNode;
  /** The node's inputs; a rule reads only those its operator has. */
  readonly inputs: readonly Value[];
  /** The node's first output. */
  readonly output: Value;
  /** Gradient of the loss by the first output, of the output's shape. */
  readonly gradient: Value;
  /** Gradients by all outputs; `undefined` where the loss does not depend on one. */
  readonly gradients: readonly (Value | undefined)[];
  /** True where the gradient by an input is wanted: rules leave the work for the others out. */
  needs(input: number): boolean;
}

/**
 * Gradients by each input, in order. `undefined` where none is wanted or the derivative is zero. A gradient may have any
 * shape that broadcasts to the input's, so that a mean's gradient need not be stretched before it is added to another.
 */
export type GradientRule = (context: GradientContext) => readonly (Value | undefined)[];
