import type { Graph, OperatorName, Value } from '@midizero/onnx';
import { sliceBounds, staticShape } from '@midizero/onnx';
import { GradientError } from '../../errors.js';
import { reduceTo } from '../broadcast.js';
import type { GradientRule } from '../rule.js';
import { constantInts, normalizedAxis, padAxis, spread, zerosOf } from './shared.js';

/** The same elements in the input's shape. */
const sameElements: GradientRule = ({ graph: g, gradient, inputs }) => [g.reshape(gradient, inputs[0]!.shape)];

/** Puts a slice's gradient back to where the slice was taken, zeros around it. */
function unslice(
  g: Graph,
  gradient: Value,
  axis: number,
  size: number,
  start: number,
  end: number,
  step: number,
): Value {
  const count = gradient.shape[axis] as number;
  const [first] = sliceBounds(size, start, end, step);
  if (step < 0) {
    const reversed = g.slice(gradient, { axis, start: -1, end: -count - 1, step: -1 });
    return unslice(g, reversed, axis, size, first + (count - 1) * step, size, -step);
  }
  const spaced = spread(g, gradient, axis, step);
  const room = size - first;
  const length = spaced.shape[axis] as number;
  // The zeros after the last element may reach past the end.
  const cut = length > room ? g.slice(spaced, { axis, end: room }) : spaced;
  return padAxis(g, cut, axis, first, Math.max(0, room - length));
}

const slice: GradientRule = ({ graph: g, gradient, inputs }) => {
  const { shape } = inputs[0]!;
  const starts = constantInts(inputs[1])!;
  const ends = constantInts(inputs[2])!;
  const axes = constantInts(inputs[3]) ?? starts.map((_, index) => index);
  const steps = constantInts(inputs[4]) ?? starts.map(() => 1);
  let result = gradient;
  axes.forEach((given, index) => {
    const axis = given < 0 ? given + shape.length : given;
    const size = shape[axis]!;
    if (typeof size === 'string') return; // only whole slices of named dimensions exist
    result = unslice(g, result, axis, size, starts[index]!, ends[index]!, steps[index]!);
  });
  return [result];
};

const concat: GradientRule = ({ graph: g, gradient, inputs, node, needs }) => {
  const axis = normalizedAxis(node, gradient.shape.length, 0);
  let start = 0;
  return inputs.map((value, index) => {
    const from = start;
    start += value.shape[axis] as number;
    return needs(index) ? g.slice(gradient, { axis, start: from, end: start }) : undefined;
  });
};

const pad: GradientRule = ({ graph: g, gradient, inputs, node }) => {
  const mode = node.attributes.mode ?? 'constant';
  const pads = constantInts(inputs[1])!;
  if (mode !== 'constant' || pads.some((count) => count < 0)) {
    throw new GradientError(
      `node "${node.name}": Pad has a gradient rule only for mode "constant" and pads of 0 or more`,
      {
        node: node.name,
        operator: node.operator,
      },
    );
  }
  const { shape } = inputs[0]!;
  let result = gradient;
  shape.forEach((size, axis) => {
    const before = pads[axis]!;
    if (typeof size === 'number') result = g.slice(result, { axis, start: before, end: before + size });
  });
  return [result];
};

const transpose: GradientRule = ({ graph: g, gradient, inputs, node }) => {
  const rank = inputs[0]!.shape.length;
  const order =
    (node.attributes.perm as readonly number[] | undefined) ??
    Array.from({ length: rank }, (_, axis) => rank - 1 - axis);
  const inverse = order.map((_, axis) => order.indexOf(axis));
  return [g.transpose(gradient, inverse)];
};

const split: GradientRule = ({ graph: g, gradients, inputs, node }) => {
  const pieces = node.outputs.map(
    (output, index) => gradients[index] ?? zerosOf(g, staticShape(output.shape, output.name)),
  );
  return [g.concat(pieces, normalizedAxis(node, inputs[0]!.shape.length, 0))];
};

const tile: GradientRule = ({ graph: g, gradient, inputs }) => {
  const shape = staticShape(inputs[0]!.shape, 'the gradient of Tile');
  const repeats = constantInts(inputs[1])!;
  const apart = shape.flatMap((dim, axis) => [repeats[axis]!, dim]);
  return [g.reduceSum(g.reshape(gradient, apart), { axes: shape.map((_, axis) => 2 * axis) })];
};

export const layoutRules: Partial<Record<OperatorName, GradientRule>> = {
  Concat: concat,
  Expand: ({ graph: g, gradient, inputs }) => [reduceTo(g, gradient, inputs[0]!.shape)],
  Flatten: sameElements,
  Pad: pad,
  Reshape: sameElements,
  Slice: slice,
  Split: split,
  Squeeze: sameElements,
  Tile: tile,
  Transpose: transpose,
  Unsqueeze: sameElements,
};
