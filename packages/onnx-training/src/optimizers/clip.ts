import type { Graph, Value } from '@midizero/onnx';

/** Euclidean length of all gradients together: float32 scalar. */
export function globalNorm(g: Graph, gradients: readonly Value[]): Value {
  const squares = gradients.map((gradient) => g.op('ReduceSumSquare', [gradient], { keepdims: 0 }));
  return g.sqrt(squares.reduce((sum, square) => g.add(sum, square)));
}

/** Scales gradients down together so that their global norm is at most `maximum`. */
export function clipByGlobalNorm(
  g: Graph,
  gradients: readonly Value[],
  norm: Value,
  maximum: number,
): readonly Value[] {
  const factor = g.div(maximum, g.max(norm, maximum));
  return gradients.map((gradient) => g.mul(gradient, factor));
}
