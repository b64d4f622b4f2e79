import type { Graph, GraphNode, Value } from '@midizero/onnx';

/** Whole numbers of a constant input such as axes; `undefined` where it is left out. */
export function constantInts(value: Value | undefined): readonly number[] | undefined {
  return value?.data === undefined ? undefined : Array.from(value.data as ArrayLike<bigint | number>, Number);
}

/** The node's attribute `axis`, counted from the front. */
export function normalizedAxis(node: GraphNode, rank: number, fallback: number): number {
  const axis = (node.attributes.axis as number | undefined) ?? fallback;
  return axis < 0 ? axis + rank : axis;
}

/** Zeros of a shape, made when the model runs so that they take no room in the file. */
export function zerosOf(g: Graph, shape: readonly number[]): Value {
  return g.expand(g.scalar(0), shape);
}

/** Zeros before and after along one axis. */
export function padAxis(g: Graph, x: Value, axis: number, before: number, after: number): Value {
  return g.pad(
    x,
    x.shape.map((_, at) => (at === axis ? [before, after] : [0, 0])),
  );
}

/** Puts `step - 1` zeros after each element along an axis. */
export function spread(g: Graph, x: Value, axis: number, step: number): Value {
  if (step === 1) return x;
  const apart = padAxis(g, g.unsqueeze(x, [axis + 1]), axis + 1, 0, step - 1);
  return g.reshape(
    apart,
    x.shape.map((dim, at) => (at === axis ? (dim as number) * step : dim)),
  );
}
