import type { Dim, Shape } from '../graph/dimension.js';
import { formatShape } from '../graph/dimension.js';
import { ShapeMismatch } from './definition.js';

function broadcastDim(a: Dim, b: Dim, shapes: readonly [Shape, Shape]): Dim {
  if (a === b || b === 1) return a;
  if (a === 1) return b;
  throw new ShapeMismatch(
    `${formatShape(shapes[0])} and ${formatShape(shapes[1])} do not broadcast: ${a} against ${b}`,
  );
}

/** The shape that both shapes stretch to by ONNX's (numpy's) multidirectional broadcasting. */
export function broadcastShapes(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  const dimOf = (shape: Shape, axis: number): Dim => shape[axis - rank + shape.length] ?? 1;
  return Array.from({ length: rank }, (_, axis) => broadcastDim(dimOf(a, axis), dimOf(b, axis), [a, b]));
}
