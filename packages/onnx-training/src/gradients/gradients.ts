import type { Graph, GraphNode, OperatorName, Value } from '@midizero/onnx';
import { formatShape, sameShape, staticShape } from '@midizero/onnx';
import { GradientError } from '../errors.js';
import { GatherRecomputation } from './recompute.js';
import { gradientRules } from './table.js';

export interface GradientOptions {
  /**
   * Make gathered tensors, such as the taps of a convolution, again on the way back instead of keeping them: less memory
   * for a little work, and the same numbers. @default false
   */
  readonly recomputeGathers?: boolean;
}

/**
 * Adds the nodes that compute the gradients of `loss` to the graph, by one walk from the loss back.
 * @param loss float32 scalar
 * @param wanted values to differentiate by, usually parameters
 * @returns the gradient by each of `wanted`, in order and of the same shape
 * @throws GradientError naming the operator and node where there is no rule, or the value the loss does not depend on
 */
export function gradients(
  graph: Graph,
  loss: Value,
  wanted: readonly Value[],
  { recomputeGathers = false }: GradientOptions = {},
): readonly Value[] {
  if (loss.shape.length !== 0) {
    throw new GradientError(`the loss must be a scalar, "${loss.name}" has the shape ${formatShape(loss.shape)}`);
  }
  const active = dependentValues(graph, wanted);
  const contributions = new Map<Value, Value>();
  if (active.has(loss)) contributions.set(loss, graph.scalar(1));
  const recomputation = recomputeGathers ? new GatherRecomputation(graph) : undefined;
  const nodes = graph.nodes.filter((node) => node.outputs.some((value) => active.has(value)));
  for (const node of nodes.reverse()) {
    if (node.outputs.some((output) => contributions.has(output)))
      backThrough(graph, node, active, contributions, recomputation);
  }
  return wanted.map((value) => {
    const gradient = contributions.get(value);
    if (gradient === undefined) {
      throw new GradientError(`the loss does not depend on "${value.name}"`, { value: value.name });
    }
    return stretched(graph, gradient, value);
  });
}

/** The wanted values and everything of floating point that is computed from them. */
function dependentValues(graph: Graph, wanted: readonly Value[]): ReadonlySet<Value> {
  const active = new Set(wanted);
  for (const node of graph.nodes) {
    if (!node.inputs.some((value) => value !== undefined && active.has(value))) continue;
    for (const output of node.outputs) if (output.type === 'float32') active.add(output);
  }
  return active;
}

function backThrough(
  graph: Graph,
  node: GraphNode,
  active: ReadonlySet<Value>,
  contributions: Map<Value, Value>,
  recomputation: GatherRecomputation | undefined,
): void {
  const rule = gradientRules[node.operator as OperatorName];
  if (rule === undefined) {
    throw new GradientError(`operator ${node.operator} (node "${node.name}") has no gradient rule`, {
      operator: node.operator,
      node: node.name,
    });
  }
  const outputGradients = node.outputs.map((output) => {
    const gradient = contributions.get(output);
    return gradient === undefined ? undefined : stretched(graph, gradient, output);
  });
  const inputs = node.inputs as readonly Value[];
  const needs = (index: number): boolean => inputs[index] !== undefined && active.has(inputs[index]);
  const results = graph.scope('gradient', () =>
    rule({
      graph,
      node,
      inputs: recomputation === undefined ? inputs : inputs.map((value) => value && recomputation.of(value)),
      output: node.outputs[0]!,
      gradient: outputGradients[0] ?? graph.scalar(0),
      gradients: outputGradients,
      needs,
    }),
  );
  results.forEach((gradient, index) => {
    if (gradient !== undefined && needs(index)) accumulate(graph, contributions, inputs[index]!, gradient);
  });
}

function accumulate(graph: Graph, contributions: Map<Value, Value>, value: Value, gradient: Value): void {
  const before = contributions.get(value);
  contributions.set(value, before === undefined ? gradient : graph.add(before, gradient));
}

function stretched(graph: Graph, gradient: Value, value: Value): Value {
  if (sameShape(gradient.shape, value.shape)) return gradient;
  return graph.expand(gradient, staticShape(value.shape, `the gradient by "${value.name}"`));
}
