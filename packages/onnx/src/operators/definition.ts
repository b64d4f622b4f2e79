import type { AttributeTensor, AttributeValue, GraphNode, TensorInfo, Value } from '../graph/value.js';
import type { TensorType } from '../runtime/contract.js';

/** How an attribute is written in an ONNX file. `elementType` is an `int` there: the format's number for a type. */
export type AttributeKind = 'int' | 'ints' | 'float' | 'floats' | 'string' | 'tensor' | 'elementType';

interface AttributeTypes {
  int: number;
  ints: readonly number[];
  float: number;
  floats: readonly number[];
  string: string;
  tensor: AttributeTensor;
  elementType: TensorType;
}

export type AttributeSchema = Readonly<Record<string, AttributeKind>>;

/** The attributes a schema describes; each may be left out, then the operator's ONNX default holds. */
export type Attributes<Schema extends AttributeSchema> = {
  readonly [Name in keyof Schema]?: AttributeTypes[Schema[Name]];
};

/** A node about to be added, as its shape rule sees it. */
export interface OperatorCall {
  readonly operator: string;
  readonly inputs: readonly (Value | undefined)[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** Outputs asked for. */
  readonly outputCount: number;
}

/** What the graph knows of an operator. */
export interface OperatorRule {
  /** Fewest and most inputs. */
  readonly inputs: readonly [fewest: number, most: number];
  /** Type and shape of each output. @throws ShapeMismatch saying what does not fit */
  infer(call: OperatorCall): readonly TensorInfo[];
}

/** One rule for each operator of a family's attribute schemas. */
export type OperatorFamily<Schemas> = { readonly [Operator in keyof Schemas]: OperatorRule };

/** Thrown by shape rules; the graph adds the node and its input shapes. */
export class ShapeMismatch extends Error {}

/** The input at a place, which must be there. */
export function inputAt(call: Pick<GraphNode, 'inputs'>, index: number): Value {
  const value = call.inputs[index];
  if (value === undefined) throw new ShapeMismatch(`input ${index} is missing`);
  return value;
}

export function intAttribute(call: OperatorCall, name: string, fallback: number): number {
  return (call.attributes[name] as number | undefined) ?? fallback;
}

export function intsAttribute(call: OperatorCall, name: string): readonly number[] | undefined {
  return call.attributes[name] as readonly number[] | undefined;
}

/** Whole numbers of an input that shapes depend on, so must be a constant; `undefined` where the input is left out. */
export function constantInts(call: OperatorCall, index: number, what: string): readonly number[] | undefined {
  const value = call.inputs[index];
  if (value === undefined) return undefined;
  if (value.data === undefined) throw new ShapeMismatch(`${what} (input ${index}) must be a constant`);
  return Array.from(value.data as ArrayLike<number | bigint>, Number);
}

/** An axis counted from the front. */
export function normalizeAxis(axis: number, rank: number): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw new ShapeMismatch(`axis ${axis} is outside rank ${rank}`);
  }
  return axis < 0 ? axis + rank : axis;
}

/** All given values have the type of the first. */
export function requireSameType(values: readonly Value[]): TensorType {
  const type = values[0]!.type;
  const other = values.find((value) => value.type !== type);
  if (other !== undefined) throw new ShapeMismatch(`element types differ: ${type} and ${other.type}`);
  return type;
}

export function requireFloat(value: Value): void {
  if (value.type !== 'float32') throw new ShapeMismatch(`needs float32, got ${value.type}`);
}
