import type { Dim, Shape } from '../graph/dimension.js';
import { divideDims, elementCount, formatShape, multiplyDims } from '../graph/dimension.js';
import { broadcastShapes } from './broadcast.js';
import type { OperatorFamily, OperatorRule } from './definition.js';
import {
  constantInts,
  inputAt,
  intAttribute,
  intsAttribute,
  normalizeAxis,
  requireSameType,
  ShapeMismatch,
} from './definition.js';
import { normalizeAxes } from './reduction.js';

export const layoutSchemas = {
  Concat: { axis: 'int' },
  Expand: {},
  Flatten: { axis: 'int' },
  Pad: { mode: 'string' },
  Reshape: { allowzero: 'int' },
  Shape: {},
  Slice: {},
  Split: { axis: 'int' },
  Squeeze: {},
  Tile: {},
  Transpose: { perm: 'ints' },
  Unsqueeze: {},
} as const;

/** Size of `start:end:step` along a dimension by ONNX's clamping rules. */
export function sliceSize(size: number, start: number, end: number, step: number): number {
  const [from, to] = sliceBounds(size, start, end, step);
  return Math.max(0, Math.ceil((to - from) / step));
}

/** First and last-but-one index of a slice, clamped into the dimension, negative ones counted from its end. */
export function sliceBounds(size: number, start: number, end: number, step: number): [from: number, to: number] {
  const absolute = (index: number): number => (index < 0 ? index + size : index);
  const clamp = (index: number, low: number, high: number): number => Math.min(Math.max(index, low), high);
  return step > 0
    ? [clamp(absolute(start), 0, size), clamp(absolute(end), 0, size)]
    : [clamp(absolute(start), 0, size - 1), clamp(absolute(end), -1, size - 1)];
}

const slice: OperatorRule = {
  inputs: [3, 5],
  infer: (call) => {
    const { type, shape } = inputAt(call, 0);
    const starts = constantInts(call, 1, 'starts')!;
    const ends = constantInts(call, 2, 'ends')!;
    const axes = constantInts(call, 3, 'axes') ?? starts.map((_, index) => index);
    const steps = constantInts(call, 4, 'steps') ?? starts.map(() => 1);
    const result: Dim[] = [...shape];
    axes.forEach((given, index) => {
      const axis = normalizeAxis(given, shape.length);
      const size = shape[axis]!;
      const [start, end, step] = [starts[index]!, ends[index]!, steps[index]!];
      if (typeof size === 'number') result[axis] = sliceSize(size, start, end, step);
      else if (start !== 0 || end < 2 ** 31 - 1 || step !== 1) {
        throw new ShapeMismatch(`cannot tell the size of a slice along the named dimension "${size}"`);
      }
    });
    return [{ type, shape: result }];
  },
};

const concat: OperatorRule = {
  inputs: [1, Number.POSITIVE_INFINITY],
  infer: (call) => {
    const values = call.inputs.map((_, index) => inputAt(call, index));
    const type = requireSameType(values);
    const first = values[0]!.shape;
    const axis = normalizeAxis(intAttribute(call, 'axis', 0), first.length);
    let joined: Dim = 0;
    for (const { shape } of values) {
      const fits = shape.length === first.length && shape.every((dim, at) => at === axis || dim === first[at]);
      if (!fits)
        throw new ShapeMismatch(`${formatShape(shape)} does not join ${formatShape(first)} along axis ${axis}`);
      const size = shape[axis]!;
      if (typeof size !== 'number' || typeof joined !== 'number') {
        if (values.length > 1) throw new ShapeMismatch(`cannot join along the named dimension "${size}"`);
        joined = size;
      } else joined += size;
    }
    return [{ type, shape: first.map((dim, at) => (at === axis ? joined : dim)) }];
  },
};

const pad: OperatorRule = {
  inputs: [2, 3],
  infer: (call) => {
    const { type, shape } = inputAt(call, 0);
    const pads = constantInts(call, 1, 'pads')!;
    if (pads.length !== 2 * shape.length) {
      throw new ShapeMismatch(`needs ${2 * shape.length} pads (all starts, then all ends), got ${pads.length}`);
    }
    const padded = shape.map((dim, axis) => {
      const added = pads[axis]! + pads[axis + shape.length]!;
      if (typeof dim === 'number') return dim + added;
      if (added !== 0) throw new ShapeMismatch(`cannot pad the named dimension "${dim}"`);
      return dim;
    });
    return [{ type, shape: padded }];
  },
};

const reshape: OperatorRule = {
  inputs: [2, 2],
  infer: (call) => {
    const { type, shape } = inputAt(call, 0);
    const target = constantInts(call, 1, 'shape')!;
    const copiesZero = intAttribute(call, 'allowzero', 0) === 0;
    const known: Dim[] = target.map((dim, axis) => (dim === 0 && copiesZero ? (shape[axis] ?? 0) : dim));
    const total = elementCount(shape);
    const open = known.indexOf(-1);
    if (open >= 0) {
      const rest = divideDims(total, multiplyDims(...known.filter((_, axis) => axis !== open)));
      if (rest === undefined) throw new ShapeMismatch(`${total} elements do not divide into [${target.join(', ')}]`);
      known[open] = rest;
    }
    const count = elementCount(known);
    if (count !== total) throw new ShapeMismatch(`${total} elements cannot take the shape ${formatShape(known)}`);
    return [{ type, shape: known }];
  },
};

const transpose: OperatorRule = {
  inputs: [1, 1],
  infer: (call) => {
    const { type, shape } = inputAt(call, 0);
    const order = intsAttribute(call, 'perm') ?? shape.map((_, axis) => shape.length - 1 - axis);
    if (
      order.length !== shape.length ||
      new Set(order.map((axis) => normalizeAxis(axis, shape.length))).size !== order.length
    ) {
      throw new ShapeMismatch(`perm [${order.join(', ')}] is no order of ${shape.length} axes`);
    }
    return [{ type, shape: order.map((axis) => shape[axis]!) }];
  },
};

const squeeze: OperatorRule = {
  inputs: [1, 2],
  infer: (call) => {
    const { type, shape } = inputAt(call, 0);
    const named = constantInts(call, 1, 'axes');
    const axes =
      named === undefined
        ? shape.flatMap((dim, axis) => (dim === 1 ? [axis] : []))
        : normalizeAxes(named, shape.length);
    const wrong = axes.find((axis) => shape[axis] !== 1);
    if (wrong !== undefined) throw new ShapeMismatch(`axis ${wrong} has size ${shape[wrong]}, not 1`);
    return [{ type, shape: shape.filter((_, axis) => !axes.includes(axis)) }];
  },
};

const unsqueeze: OperatorRule = {
  inputs: [2, 2],
  infer: (call) => {
    const { type, shape } = inputAt(call, 0);
    const given = constantInts(call, 1, 'axes')!;
    const axes = normalizeAxes(given, shape.length + given.length);
    const result: Dim[] = [...shape];
    for (const axis of axes) result.splice(axis, 0, 1);
    return [{ type, shape: result }];
  },
};

const expand: OperatorRule = {
  inputs: [2, 2],
  infer: (call) => {
    const { type, shape } = inputAt(call, 0);
    return [{ type, shape: broadcastShapes(shape, constantInts(call, 1, 'shape')!) }];
  },
};

const flatten: OperatorRule = {
  inputs: [1, 1],
  infer: (call) => {
    const { type, shape } = inputAt(call, 0);
    const axis = intAttribute(call, 'axis', 1);
    const at = axis < 0 ? axis + shape.length : axis;
    return [{ type, shape: [multiplyDims(...shape.slice(0, at)), multiplyDims(...shape.slice(at))] }];
  },
};

const split: OperatorRule = {
  inputs: [1, 2],
  infer: (call) => {
    const { type, shape } = inputAt(call, 0);
    const axis = normalizeAxis(intAttribute(call, 'axis', 0), shape.length);
    const size = shape[axis]!;
    const even = divideDims(size, call.outputCount);
    const sizes = constantInts(call, 1, 'split') ?? Array.from({ length: call.outputCount }, () => even);
    const pieces = sizes.map((piece) => {
      if (piece === undefined) throw new ShapeMismatch(`${size} does not split into ${call.outputCount} equal parts`);
      return { type, shape: shape.map((dim, at) => (at === axis ? piece : dim)) };
    });
    const total = sizes.every((piece) => typeof piece === 'number')
      ? sizes.reduce((sum, piece) => sum + piece, 0)
      : size;
    if (pieces.length !== call.outputCount || total !== size) {
      throw new ShapeMismatch(
        `parts [${sizes.join(', ')}] do not make up ${call.outputCount} outputs of ${size} in all`,
      );
    }
    return pieces;
  },
};

const tile: OperatorRule = {
  inputs: [2, 2],
  infer: (call) => {
    const { type, shape } = inputAt(call, 0);
    const repeats = constantInts(call, 1, 'repeats')!;
    if (repeats.length !== shape.length)
      throw new ShapeMismatch(`needs ${shape.length} repeats, got ${repeats.length}`);
    return [{ type, shape: shape.map((dim, axis) => multiplyDims(dim, repeats[axis]!)) }];
  },
};

const shapeOf: OperatorRule = {
  inputs: [1, 1],
  infer: (call) => [{ type: 'int64', shape: [inputAt(call, 0).shape.length] satisfies Shape }],
};

export const layoutOperators: OperatorFamily<typeof layoutSchemas> = {
  Concat: concat,
  Expand: expand,
  Flatten: flatten,
  Pad: pad,
  Reshape: reshape,
  Shape: shapeOf,
  Slice: slice,
  Split: split,
  Squeeze: squeeze,
  Tile: tile,
  Transpose: transpose,
  Unsqueeze: unsqueeze,
};
