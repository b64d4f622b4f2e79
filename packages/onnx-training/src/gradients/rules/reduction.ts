import type { GraphNode, OperatorName, Shape, Value } from '@midizero/onnx';
import { multiplyDims, normalizeAxes } from '@midizero/onnx';
import { GradientError } from '../../errors.js';
import type { GradientContext, GradientRule } from '../rule.js';
import { constantInts } from './shared.js';

/** A reduction on the way back; output and gradient keep reduced axes with size 1, so they broadcast against x. */
interface Reduction extends GradientContext {
  readonly x: Value;
  readonly axes: readonly number[];
  readonly kept: Shape;
}

function axesOf(node: GraphNode, rank: number): readonly number[] {
  const given = node.attributes.axes as readonly number[] | undefined;
  return normalizeAxes(given ?? constantInts(node.inputs[1]), rank);
}

function reduction(rule: (context: Reduction) => Value): GradientRule {
  return (context) => {
    const x = context.inputs[0]!;
    const axes = axesOf(context.node, x.shape.length);
    const kept = x.shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
    const { graph: g } = context;
    return [rule({ ...context, x, axes, kept, gradient: g.reshape(context.gradient, kept) })];
  };
}

/** Shares the gradient evenly among the elements that are equal to the extreme. */
const extreme: GradientRule = reduction(({ graph: g, gradient, output, x, axes, kept }) => {
  const chosen = g.cast(g.equal(x, g.reshape(output, kept)), 'float32');
  return g.mul(chosen, g.div(gradient, g.reduceSum(chosen, { axes, keepDims: true })));
});

export const reductionRules: Partial<Record<OperatorName, GradientRule>> = {
  ReduceL1: reduction(({ graph: g, gradient, x }) => g.mul(gradient, g.op('Sign', [x]))),
  ReduceL2: reduction(({ graph: g, gradient, output, x, kept }) => g.mul(x, g.div(gradient, g.reshape(output, kept)))),
  ReduceLogSumExp: reduction(({ graph: g, gradient, output, x, kept }) =>
    g.mul(gradient, g.exp(g.sub(x, g.reshape(output, kept)))),
  ),
  ReduceMax: extreme,
  ReduceMean: reduction(({ graph: g, gradient, x, axes, node }) => {
    const count = multiplyDims(...axes.map((axis) => x.shape[axis]!));
    if (typeof count === 'string') {
      throw new GradientError(
        `node "${node.name}": the gradient of a mean over the named dimension "${count}" is not supported`,
        {
          node: node.name,
          operator: node.operator,
        },
      );
    }
    return g.mul(gradient, 1 / count);
  }),
  ReduceMin: extreme,
  ReduceSum: reduction(({ gradient }) => gradient),
  ReduceSumSquare: reduction(({ graph: g, gradient, x }) => g.mul(x, g.mul(gradient, 2))),
};
