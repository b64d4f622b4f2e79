import { UnsupportedModelError } from '../errors.js';
import type { TensorType } from '../runtime/contract.js';

/** TensorProto.DataType, by number. */
const dataTypeNames = [
  'UNDEFINED',
  'FLOAT',
  'UINT8',
  'INT8',
  'UINT16',
  'INT16',
  'INT32',
  'INT64',
  'STRING',
  'BOOL',
  'FLOAT16',
  'DOUBLE',
  'UINT32',
  'UINT64',
  'COMPLEX64',
  'COMPLEX128',
  'BFLOAT16',
] as const;

const numberOfType: Record<TensorType, number> = {
  float32: dataTypeNames.indexOf('FLOAT'),
  int32: dataTypeNames.indexOf('INT32'),
  int64: dataTypeNames.indexOf('INT64'),
  uint8: dataTypeNames.indexOf('UINT8'),
  int8: dataTypeNames.indexOf('INT8'),
  bool: dataTypeNames.indexOf('BOOL'),
};

const typeOfNumber = new Map<number, TensorType>(
  Object.entries(numberOfType).map(([type, number]) => [number, type as TensorType]),
);

/** ONNX's number for an element type. */
export function dataTypeOf(type: TensorType): number {
  return numberOfType[type];
}

/** @throws UnsupportedModelError for an element type that does not pass between JavaScript and the runtimes */
export function elementTypeOfNumber(number: number, where: string): TensorType {
  const type = typeOfNumber.get(number);
  if (type === undefined) {
    const name = dataTypeNames[number] ?? String(number);
    throw new UnsupportedModelError(`${where}: element type ${name} is not supported`, { elementType: name });
  }
  return type;
}
