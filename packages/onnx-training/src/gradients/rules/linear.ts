import type { Graph, OperatorName, Value } from '@midizero/onnx';
import { reduceTo } from '../broadcast.js';
import type { GradientRule } from '../rule.js';

function swapLastAxes(g: Graph, x: Value): Value {
  const rank = x.shape.length;
  return g.transpose(x, [...x.shape.slice(0, -2).keys(), rank - 1, rank - 2]);
}

/**
 * With a plain matrix on the right, both gradients are single Gemm nodes over the flattened rows: Gemm reads its
 * operands transposed, so that no transposed copy of the (large) activations is made.
 */
const matMul: GradientRule = ({ graph: g, gradient, inputs, needs }) => {
  const [a, b] = [inputs[0]!, inputs[1]!];
  if (b.shape.length === 2) {
    const rows = g.flattenRows(gradient);
    return [
      needs(0) ? g.reshape(g.gemm(rows, b, { transB: true }), a.shape) : undefined,
      needs(1) ? g.gemm(g.flattenRows(a), rows, { transA: true }) : undefined,
    ];
  }
  return [
    needs(0) ? reduceTo(g, g.matMul(gradient, swapLastAxes(g, b)), a.shape) : undefined,
    needs(1) ? reduceTo(g, g.matMul(swapLastAxes(g, a), gradient), b.shape) : undefined,
  ];
};

/** Y = alpha A' B' + beta C, with A' and B' transposed as the attributes say. */
const gemm: GradientRule = ({ graph: g, gradient, inputs, node, needs }) => {
  const [a, b] = [inputs[0]!, inputs[1]!];
  const { alpha = 1, beta = 1 } = node.attributes as { alpha?: number; beta?: number };
  const transA = node.attributes.transA === 1;
  const transB = node.attributes.transB === 1;
  const byA = (): Value =>
    transA
      ? g.gemm(b, gradient, { transA: transB, transB: true, alpha })
      : g.gemm(gradient, b, { transB: !transB, alpha });
  const byB = (): Value =>
    transB
      ? g.gemm(gradient, a, { transA: true, transB: transA, alpha })
      : g.gemm(a, gradient, { transA: !transA, alpha });
  return [
    needs(0) ? byA() : undefined,
    needs(1) ? byB() : undefined,
    needs(2) ? g.mul(reduceTo(g, gradient, inputs[2]!.shape), beta) : undefined,
  ];
};

export const linearRules: Partial<Record<OperatorName, GradientRule>> = { Gemm: gemm, MatMul: matMul };
