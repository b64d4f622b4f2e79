import type { Shape } from '../graph/dimension.js';
import type { OperatorCall, OperatorFamily, OperatorRule } from './definition.js';
import { constantInts, inputAt, intAttribute, intsAttribute, normalizeAxis, requireFloat } from './definition.js';

// Operator set 17: ReduceSum takes its axes as an input, the other reductions as an attribute.
export const reductionSchemas = {
  ArgMax: { axis: 'int', keepdims: 'int', select_last_index: 'int' },
  ArgMin: { axis: 'int', keepdims: 'int', select_last_index: 'int' },
  ReduceL1: { axes: 'ints', keepdims: 'int' },
  ReduceL2: { axes: 'ints', keepdims: 'int' },
  ReduceLogSumExp: { axes: 'ints', keepdims: 'int' },
  ReduceMax: { axes: 'ints', keepdims: 'int' },
  ReduceMean: { axes: 'ints', keepdims: 'int' },
  ReduceMin: { axes: 'ints', keepdims: 'int' },
  ReduceProd: { axes: 'ints', keepdims: 'int' },
  ReduceSum: { keepdims: 'int', noop_with_empty_axes: 'int' },
  ReduceSumSquare: { axes: 'ints', keepdims: 'int' },
} as const;

/** The axes a reduction or Squeeze names, sorted and counted from the front; all of them where none are named. */
export function normalizeAxes(axes: readonly number[] | undefined, rank: number): readonly number[] {
  if (axes === undefined || axes.length === 0) return Array.from({ length: rank }, (_, axis) => axis);
  return axes.map((axis) => normalizeAxis(axis, rank)).sort((a, b) => a - b);
}

function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): Shape {
  return keepDims
    ? shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim))
    : shape.filter((_, axis) => !axes.includes(axis));
}

function reduce(axesOf: (call: OperatorCall) => readonly number[] | undefined, most: number): OperatorRule {
  return {
    inputs: [1, most],
    infer: (call) => {
      const { type, shape } = inputAt(call, 0);
      const axes = normalizeAxes(axesOf(call), shape.length);
      return [{ type, shape: reducedShape(shape, axes, intAttribute(call, 'keepdims', 1) === 1) }];
    },
  };
}

const byAttribute = reduce((call) => intsAttribute(call, 'axes'), 1);
const byInput = reduce((call) => constantInts(call, 1, 'axes'), 2);

const argument: OperatorRule = {
  inputs: [1, 1],
  infer: (call) => {
    const value = inputAt(call, 0);
    requireFloat(value);
    const axis = normalizeAxis(intAttribute(call, 'axis', 0), value.shape.length);
    return [{ type: 'int64', shape: reducedShape(value.shape, [axis], intAttribute(call, 'keepdims', 1) === 1) }];
  },
};

export const reductionOperators: OperatorFamily<typeof reductionSchemas> = {
  ArgMax: argument,
  ArgMin: argument,
  ReduceL1: byAttribute,
  ReduceL2: byAttribute,
  ReduceLogSumExp: byAttribute,
  ReduceMax: byAttribute,
  ReduceMean: byAttribute,
  ReduceMin: byAttribute,
  ReduceProd: byAttribute,
  ReduceSum: byInput,
  ReduceSumSquare: byAttribute,
};
