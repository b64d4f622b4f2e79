import type { Graph, Shape, Value } from '@midizero/onnx';
import { sameShape } from '@midizero/onnx';

/** The gradient by a value that was broadcast: summed over the axes along which it was repeated. */
export function reduceTo(g: Graph, gradient: Value, shape: Shape): Value {
  if (sameShape(gradient.shape, shape)) return gradient;
  const added = gradient.shape.length - shape.length;
  const leading = Array.from({ length: added }, (_, axis) => axis);
  const stretched = shape.flatMap((dim, axis) =>
    dim === 1 && gradient.shape[axis + added] !== 1 ? [axis + added] : [],
  );
  const summed = g.reduceSum(gradient, { axes: [...leading, ...stretched], keepDims: stretched.length > 0 });
  return g.reshape(summed, shape);
}
