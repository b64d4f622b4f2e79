import type { Dim, Shape } from '../graph/dimension.js';
import { formatShape } from '../graph/dimension.js';
import type { Value } from '../graph/value.js';
import { broadcastShapes } from './broadcast.js';
import type { OperatorFamily, OperatorRule } from './definition.js';
import { inputAt, intAttribute, requireSameType, ShapeMismatch } from './definition.js';

export const linearSchemas = {
  Gemm: { alpha: 'float', beta: 'float', transA: 'int', transB: 'int' },
  MatMul: {},
  MatMulInteger: {},
} as const;

function requireInnerSizes(a: Dim, b: Dim): void {
  if (a !== b) throw new ShapeMismatch(`inner sizes differ: ${a} and ${b}`);
}

function productShape(a: Value, b: Value): Shape {
  if (a.shape.length < 2 || b.shape.length < 2) throw new ShapeMismatch('both inputs need at least two dimensions');
  requireInnerSizes(a.shape.at(-1)!, b.shape.at(-2)!);
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return [...batch, a.shape.at(-2)!, b.shape.at(-1)!];
}

const matMul: OperatorRule = {
  inputs: [2, 2],
  infer: (call) => {
    const [a, b] = [inputAt(call, 0), inputAt(call, 1)];
    return [{ type: requireSameType([a, b]), shape: productShape(a, b) }];
  },
};

/** Bytes, with or without sign and zero points; sums of 32 bits. */
const matMulInteger: OperatorRule = {
  inputs: [2, 4],
  infer: (call) => {
    const [a, b] = [inputAt(call, 0), inputAt(call, 1)];
    const other = [a, b].find(({ type }) => type !== 'uint8' && type !== 'int8');
    if (other !== undefined) throw new ShapeMismatch(`needs uint8 or int8, got ${other.type}`);
    return [{ type: 'int32', shape: productShape(a, b) }];
  },
};

const gemm: OperatorRule = {
  inputs: [2, 3],
  infer: (call) => {
    const [a, b, c] = [inputAt(call, 0), inputAt(call, 1), call.inputs[2]];
    if (a.shape.length !== 2 || b.shape.length !== 2) throw new ShapeMismatch('both matrices need two dimensions');
    const oriented = (shape: Shape, transposed: number): Shape => (transposed === 1 ? [shape[1]!, shape[0]!] : shape);
    const [rows, innerA] = oriented(a.shape, intAttribute(call, 'transA', 0));
    const [innerB, columns] = oriented(b.shape, intAttribute(call, 'transB', 0));
    requireInnerSizes(innerA!, innerB!);
    const shape = [rows!, columns!];
    if (c !== undefined && formatShape(broadcastShapes(shape, c.shape)) !== formatShape(shape)) {
      throw new ShapeMismatch(`the third input ${formatShape(c.shape)} does not stretch to ${formatShape(shape)}`);
    }
    return [{ type: requireSameType(c === undefined ? [a, b] : [a, b, c]), shape }];
  },
};

export const linearOperators: OperatorFamily<typeof linearSchemas> = {
  Gemm: gemm,
  MatMul: matMul,
  MatMulInteger: matMulInteger,
};
