import type { OperatorFamily, OperatorRule } from './definition.js';
import { inputAt, intAttribute, normalizeAxis, ShapeMismatch } from './definition.js';

export const indexingSchemas = {
  Gather: { axis: 'int' },
  GatherElements: { axis: 'int' },
  OneHot: { axis: 'int' },
  ScatterElements: { axis: 'int', reduction: 'string' },
  ScatterND: { reduction: 'string' },
} as const;

function requireIndices(type: string): void {
  if (type !== 'int64' && type !== 'int32') throw new ShapeMismatch(`indices must be int64 or int32, got ${type}`);
}

const gather: OperatorRule = {
  inputs: [2, 2],
  infer: (call) => {
    const [data, indices] = [inputAt(call, 0), inputAt(call, 1)];
    requireIndices(indices.type);
    const axis = normalizeAxis(intAttribute(call, 'axis', 0), data.shape.length);
    return [{ type: data.type, shape: data.shape.toSpliced(axis, 1, ...indices.shape) }];
  },
};

const gatherElements: OperatorRule = {
  inputs: [2, 2],
  infer: (call) => {
    const [data, indices] = [inputAt(call, 0), inputAt(call, 1)];
    requireIndices(indices.type);
    if (data.shape.length !== indices.shape.length) throw new ShapeMismatch('data and indices need the same rank');
    return [{ type: data.type, shape: indices.shape }];
  },
};

const oneHot: OperatorRule = {
  inputs: [3, 3],
  infer: (call) => {
    const [indices, depth, values] = [inputAt(call, 0), inputAt(call, 1), inputAt(call, 2)];
    if (depth.data === undefined) throw new ShapeMismatch('depth (input 1) must be a constant');
    const rank = indices.shape.length + 1;
    const axis = normalizeAxis(intAttribute(call, 'axis', -1), rank);
    return [{ type: values.type, shape: indices.shape.toSpliced(axis, 0, Number(depth.data[0])) }];
  },
};

const scatter: OperatorRule = {
  inputs: [3, 3],
  infer: (call) => {
    requireIndices(inputAt(call, 1).type);
    return [inputAt(call, 0)];
  },
};

export const indexingOperators: OperatorFamily<typeof indexingSchemas> = {
  Gather: gather,
  GatherElements: gatherElements,
  OneHot: oneHot,
  ScatterElements: scatter,
  ScatterND: scatter,
};
