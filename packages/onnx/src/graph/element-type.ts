import type { TensorData, TensorType } from '../runtime/contract.js';

type TypedArrayConstructor<T extends TensorData = TensorData> = {
  new (length: number): T;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
  readonly BYTES_PER_ELEMENT: number;
};

const arrayTypes: Record<TensorType, TypedArrayConstructor> = {
  float32: Float32Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  int8: Int8Array,
  bool: Uint8Array,
};

/** The typed array that holds elements of a type; `bool` is one byte each, 0 or 1. */
export function arrayTypeOf(type: TensorType): TypedArrayConstructor {
  return arrayTypes[type];
}

/** The element type a typed array stands for where nothing else is said: `Uint8Array` is `uint8`, not `bool`. */
export function elementTypeOf(data: TensorData): TensorType {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof BigInt64Array) return 'int64';
  if (data instanceof Int32Array) return 'int32';
  if (data instanceof Int8Array) return 'int8';
  return 'uint8';
}
