import type { Graph, Value } from '@midizero/onnx';

/** Smallest squared length that an embedding is divided by the root of: all-zero rows stay zero instead of becoming NaN. */
const LENGTH_EPSILON = 1e-12;

/** Scales each row of [n, dimensions] to length 1. */
export function normalizeRows(g: Graph, x: Value): Value {
  const squaredLength = g.reduceSum(g.mul(x, x), { axes: [1], keepDims: true });
  return g.div(x, g.sqrt(g.add(squaredLength, LENGTH_EPSILON)));
}
