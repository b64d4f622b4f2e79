import type { TensorType } from '../runtime/contract.js';
import { broadcastShapes } from './broadcast.js';
import type { OperatorFamily, OperatorRule } from './definition.js';
import { inputAt, requireFloat, requireSameType, ShapeMismatch } from './definition.js';

export const elementwiseSchemas = {
  Abs: {},
  Add: {},
  And: {},
  Cast: { to: 'elementType' },
  Ceil: {},
  Clip: {},
  Cos: {},
  Div: {},
  Elu: { alpha: 'float' },
  Equal: {},
  Erf: {},
  Exp: {},
  Floor: {},
  Greater: {},
  GreaterOrEqual: {},
  Identity: {},
  LeakyRelu: { alpha: 'float' },
  Less: {},
  LessOrEqual: {},
  Log: {},
  Max: {},
  Min: {},
  Mul: {},
  Neg: {},
  Not: {},
  Or: {},
  Pow: {},
  Reciprocal: {},
  Relu: {},
  Round: {},
  Sigmoid: {},
  Sign: {},
  Sin: {},
  Softplus: {},
  Sqrt: {},
  Sub: {},
  Tanh: {},
  Where: {},
} as const;

/** Same type and shape as the input. */
const unary: OperatorRule = {
  inputs: [1, 1],
  infer: (call) => [inputAt(call, 0)],
};

const floatUnary: OperatorRule = {
  inputs: [1, 1],
  infer: (call) => {
    requireFloat(inputAt(call, 0));
    return [inputAt(call, 0)];
  },
};

function broadcasting(inputs: OperatorRule['inputs'], outputType?: TensorType): OperatorRule {
  return {
    inputs,
    infer: (call) => {
      const values = call.inputs.map((_, index) => inputAt(call, index));
      const type = requireSameType(values);
      const shape = values.map((value) => value.shape).reduce(broadcastShapes);
      return [{ type: outputType ?? type, shape }];
    },
  };
}

const binary = broadcasting([2, 2]);
const variadic = broadcasting([1, Number.POSITIVE_INFINITY]);
const comparison = broadcasting([2, 2], 'bool');

const where: OperatorRule = {
  inputs: [3, 3],
  infer: (call) => {
    const [condition, yes, no] = [inputAt(call, 0), inputAt(call, 1), inputAt(call, 2)];
    if (condition.type !== 'bool') throw new ShapeMismatch(`the condition must be bool, got ${condition.type}`);
    const type = requireSameType([yes, no]);
    return [{ type, shape: broadcastShapes(condition.shape, broadcastShapes(yes.shape, no.shape)) }];
  },
};

const cast: OperatorRule = {
  inputs: [1, 1],
  infer: (call) => {
    const to = call.attributes.to as TensorType | undefined;
    if (to === undefined) throw new ShapeMismatch('attribute "to" is missing');
    return [{ type: to, shape: inputAt(call, 0).shape }];
  },
};

export const elementwiseOperators: OperatorFamily<typeof elementwiseSchemas> = {
  Abs: unary,
  Add: binary,
  And: comparison,
  Cast: cast,
  Ceil: floatUnary,
  Clip: { inputs: [1, 3], infer: (call) => [inputAt(call, 0)] },
  Cos: floatUnary,
  Div: binary,
  Elu: floatUnary,
  Equal: comparison,
  Erf: floatUnary,
  Exp: floatUnary,
  Floor: floatUnary,
  Greater: comparison,
  GreaterOrEqual: comparison,
  Identity: unary,
  LeakyRelu: floatUnary,
  Less: comparison,
  LessOrEqual: comparison,
  Log: floatUnary,
  Max: variadic,
  Min: variadic,
  Mul: binary,
  Neg: unary,
  Not: unary,
  Or: comparison,
  Pow: binary,
  Reciprocal: floatUnary,
  Relu: unary,
  Round: floatUnary,
  Sigmoid: floatUnary,
  Sign: unary,
  Sin: floatUnary,
  Softplus: floatUnary,
  Sqrt: floatUnary,
  Sub: binary,
  Tanh: floatUnary,
  Where: where,
};
