import type { Random } from '@midizero/core';
import type { TensorData, TensorType } from '../runtime/contract.js';
import type { Shape } from './dimension.js';

/** Element type and shape of a tensor. */
export interface TensorInfo {
  readonly type: TensorType;
  readonly shape: Shape;
}

/** Draws the first values of a parameter. @returns as many numbers as the shape has elements, row-major */
export type ParameterInitializer = (shape: readonly number[], random: Random) => Float32Array;

/** A tensor in a graph, before anything runs: known by name, element type and shape. */
export interface Value extends TensorInfo {
  readonly name: string;
  /** Where it comes from. */
  readonly origin: 'input' | 'parameter' | 'constant' | 'node';
  /** The elements of a constant, row-major. */
  readonly data?: TensorData;
  /** The node that gives it, where `origin` is `node`. */
  readonly producer?: GraphNode;
}

/** A named weight. In a serialized graph it is an input until values are given for it. */
export interface Parameter extends Value {
  readonly origin: 'parameter';
  readonly type: 'float32';
  readonly shape: readonly number[];
  /** False for state that no gradient changes, such as running statistics. */
  readonly trainable: boolean;
  readonly initializer: ParameterInitializer;
}

export type AttributeValue = number | string | readonly number[] | AttributeTensor;

/** A tensor as an attribute of a node. */
export interface AttributeTensor {
  readonly type: TensorType;
  readonly dims: readonly number[];
  readonly data: TensorData;
}

/** One operator applied to values. */
export interface GraphNode {
  readonly name: string;
  readonly operator: string;
  /** `undefined` stands for an optional input that is left out. */
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: readonly Value[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}
