import { InvalidArgumentError } from '@midizero/core';
import { normalizeAxis } from '../operators/definition.js';
import type { TensorType } from '../runtime/contract.js';
import type { Shape } from './dimension.js';
import { multiplyDims, sameShape } from './dimension.js';
import type { GraphOptions } from './graph-core.js';
import { GraphCore } from './graph-core.js';
import type { Value } from './value.js';

/** A value, or a number that stands for a float32 scalar. */
export type Operand = Value | number;

export interface ReduceOptions {
  /** @default all of them */
  readonly axes?: readonly number[];
  /** Keep reduced axes with size 1. @default false (ONNX's own default is true) */
  readonly keepDims?: boolean;
}

export interface SliceOptions {
  readonly axis: number;
  /** @default 0 */
  readonly start?: number;
  /** One past the last; negative counts from the end. @default to the end */
  readonly end?: number;
  /** @default 1 */
  readonly step?: number;
}

export interface GemmOptions {
  /** Added to the product, times `beta`. */
  readonly bias?: Value | undefined;
  readonly transA?: boolean;
  readonly transB?: boolean;
  /** @default 1 */
  readonly alpha?: number;
  /** @default 1 */
  readonly beta?: number;
}

/** An axis index larger than any dimension, which ONNX reads as "to the end". */
const TO_THE_END = Number.MAX_SAFE_INTEGER;

/**
 * A graph of ONNX operators under construction. `op` takes any operator by its ONNX name; the other methods are
 * shorter ways to the common ones, and leave out nodes that would do nothing (`x * 1`, a reshape to the same shape).
 */
export class Graph extends GraphCore {
  /** A float32 scalar. */
  scalar(value: number): Value {
    return this.constant(Float32Array.of(value), []);
  }

  /** A constant list of whole numbers (int64), as shapes and axes are given to operators. */
  ints(values: readonly number[]): Value {
    return this.constant(BigInt64Array.from(values, BigInt));
  }

  add(a: Operand, b: Operand): Value {
    if (b === 0 && typeof a !== 'number') return a;
    return this.op('Add', this.#pair(a, b));
  }
  sub(a: Operand, b: Operand): Value {
    if (b === 0 && typeof a !== 'number') return a;
    return this.op('Sub', this.#pair(a, b));
  }
  mul(a: Operand, b: Operand): Value {
    if (b === 1 && typeof a !== 'number') return a;
    return this.op('Mul', this.#pair(a, b));
  }
  div(a: Operand, b: Operand): Value {
    if (b === 1 && typeof a !== 'number') return a;
    return this.op('Div', this.#pair(a, b));
  }
  pow(a: Operand, b: Operand): Value {
    return this.op('Pow', this.#pair(a, b));
  }
  max(a: Operand, b: Operand): Value {
    return this.op('Max', this.#pair(a, b));
  }
  min(a: Operand, b: Operand): Value {
    return this.op('Min', this.#pair(a, b));
  }
  neg(x: Value): Value {
    return this.op('Neg', [x]);
  }
  abs(x: Value): Value {
    return this.op('Abs', [x]);
  }
  exp(x: Value): Value {
    return this.op('Exp', [x]);
  }
  log(x: Value): Value {
    return this.op('Log', [x]);
  }
  sqrt(x: Value): Value {
    return this.op('Sqrt', [x]);
  }
  relu(x: Value): Value {
    return this.op('Relu', [x]);
  }
  sigmoid(x: Value): Value {
    return this.op('Sigmoid', [x]);
  }
  tanh(x: Value): Value {
    return this.op('Tanh', [x]);
  }
  /** x · Φ(x), by the error function (Hendrycks and Gimpel, 2016); operator set 17 has no operator of its own for it. */
  gelu(x: Value): Value {
    const cumulative = this.add(this.op('Erf', [this.mul(x, Math.SQRT1_2)]), 1);
    return this.mul(this.mul(x, 0.5), cumulative);
  }
  softmax(x: Value, axis = -1): Value {
    return this.op('Softmax', [x], { axis });
  }
  logSoftmax(x: Value, axis = -1): Value {
    return this.op('LogSoftmax', [x], { axis });
  }
  equal(a: Operand, b: Operand): Value {
    return this.op('Equal', this.#pair(a, b));
  }
  greater(a: Operand, b: Operand): Value {
    return this.op('Greater', this.#pair(a, b));
  }
  less(a: Operand, b: Operand): Value {
    return this.op('Less', this.#pair(a, b));
  }
  where(condition: Value, yes: Operand, no: Operand): Value {
    return this.op('Where', [condition, ...this.#pair(yes, no)]);
  }
  cast(x: Value, to: TensorType): Value {
    return x.type === to ? x : this.op('Cast', [x], { to });
  }

  /** `[…, m, k] · […, k, n]` */
  matMul(a: Value, b: Value): Value {
    return this.op('MatMul', [a, b]);
  }
  /** alpha · a · b + beta · bias over matrices, each transposed on request without a copy. */
  gemm(a: Value, b: Value, { bias, transA, transB, alpha, beta }: GemmOptions = {}): Value {
    return this.op('Gemm', bias === undefined ? [a, b] : [a, b, bias], {
      ...(transA === true && { transA: 1 }),
      ...(transB === true && { transB: 1 }),
      ...(alpha !== undefined && { alpha }),
      ...(beta !== undefined && { beta }),
    });
  }

  reduceSum(x: Value, { axes, keepDims = false }: ReduceOptions = {}): Value {
    if (axes?.length === 0) return x;
    return this.op('ReduceSum', axes === undefined ? [x] : [x, this.ints(axes)], { keepdims: keepDims ? 1 : 0 });
  }
  reduceMean(x: Value, options: ReduceOptions = {}): Value {
    return this.#reduce('ReduceMean', x, options);
  }
  reduceMax(x: Value, options: ReduceOptions = {}): Value {
    return this.#reduce('ReduceMax', x, options);
  }
  /** Euclidean length along axes. */
  reduceL2(x: Value, options: ReduceOptions = {}): Value {
    return this.#reduce('ReduceL2', x, options);
  }

  /** @param shape at most one dimension may be named, as `g.reshape(x, [x.shape[0], 880])` where the first one is */
  reshape(x: Value, shape: Shape): Value {
    if (sameShape(x.shape, shape)) return x;
    if (shape.filter((dim) => typeof dim === 'string').length > 1) {
      throw new InvalidArgumentError('shape', `at most one dimension may be named, got [${shape.join(', ')}]`);
    }
    const target = shape.map((dim) => (typeof dim === 'string' ? -1 : dim));
    return this.op('Reshape', [x, this.ints(target)]);
  }
  /** `[a, b, c]` to `[a·b, c]`: all axes but the last joined. */
  flattenRows(x: Value): Value {
    return this.reshape(x, [multiplyDims(...x.shape.slice(0, -1)), x.shape.at(-1) ?? 1]);
  }
  /** @param order `order[i]` is the axis that becomes axis i @default all axes reversed */
  transpose(x: Value, order: readonly number[] = x.shape.map((_, axis) => x.shape.length - 1 - axis)): Value {
    if (order.length === x.shape.length && order.every((axis, index) => axis === index)) return x;
    return this.op('Transpose', [x], { perm: order });
  }
  slice(x: Value, { axis, start = 0, end = TO_THE_END, step = 1 }: SliceOptions): Value {
    const size = x.shape[normalizeAxis(axis, x.shape.length)];
    if (start === 0 && step === 1 && (end === TO_THE_END || end === size)) return x;
    const ints = [[start], [end], [axis], [step]].map((values) => this.ints(values));
    return this.op('Slice', [x, ...ints]);
  }
  concat(values: readonly Value[], axis: number): Value {
    return values.length === 1 ? values[0]! : this.op('Concat', values, { axis });
  }
  /** Adds `value` around a tensor. @param pads for each axis how many before and after */
  pad(x: Value, pads: readonly (readonly [before: number, after: number])[], value = 0): Value {
    if (pads.every(([before, after]) => before === 0 && after === 0)) return x;
    const list = [...pads.map(([before]) => before), ...pads.map(([, after]) => after)];
    return this.op('Pad', value === 0 ? [x, this.ints(list)] : [x, this.ints(list), this.scalar(value)]);
  }
  /** Removes axes of size 1. */
  squeeze(x: Value, axes: readonly number[]): Value {
    return axes.length === 0 ? x : this.op('Squeeze', [x, this.ints(axes)]);
  }
  /** Inserts axes of size 1, at these places of the result. */
  unsqueeze(x: Value, axes: readonly number[]): Value {
    return axes.length === 0 ? x : this.op('Unsqueeze', [x, this.ints(axes)]);
  }
  /** Stretches a tensor by broadcasting. */
  expand(x: Value, shape: readonly number[]): Value {
    return sameShape(x.shape, shape) ? x : this.op('Expand', [x, this.ints(shape)]);
  }
  /** Rows (or what lies along `axis`) picked by number. @param indices int64 or int32 */
  gather(x: Value, indices: Value, axis = 0): Value {
    return this.op('Gather', [x, indices], { axis });
  }

  #pair(a: Operand, b: Operand): [Value, Value] {
    return [this.#value(a), this.#value(b)];
  }

  #value(operand: Operand): Value {
    return typeof operand === 'number' ? this.scalar(operand) : operand;
  }

  #reduce(
    operator: 'ReduceMean' | 'ReduceMax' | 'ReduceL2',
    x: Value,
    { axes, keepDims = false }: ReduceOptions,
  ): Value {
    return this.op(operator, [x], { ...(axes !== undefined && { axes }), keepdims: keepDims ? 1 : 0 });
  }
}

/** An empty graph. */
export function createGraph(options: GraphOptions): Graph {
  return new Graph(options);
}
