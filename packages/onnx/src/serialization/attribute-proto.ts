import { create } from '@bufbuild/protobuf';
import { UnsupportedModelError } from '../errors.js';
import type { AttributeProto } from '../generated/onnx/onnx_pb.js';
import { AttributeProtoSchema } from '../generated/onnx/onnx_pb.js';
import type { AttributeTensor, AttributeValue } from '../graph/value.js';
import type { AttributeKind } from '../operators/definition.js';
import type { TensorType } from '../runtime/contract.js';
import { dataTypeOf, elementTypeOfNumber } from './data-types.js';
import { fromTensorProto, toTensorProto } from './tensor-proto.js';

/** AttributeProto.AttributeType, by number. */
const attributeTypes = [
  'UNDEFINED',
  'FLOAT',
  'INT',
  'STRING',
  'TENSOR',
  'GRAPH',
  'FLOATS',
  'INTS',
  'STRINGS',
  'TENSORS',
  'GRAPHS',
] as const;
type AttributeType = (typeof attributeTypes)[number];

interface AttributeCodec {
  readonly type: AttributeType;
  write(value: AttributeValue): Partial<Pick<AttributeProto, 'f' | 'i' | 's' | 't' | 'floats' | 'ints'>>;
  read(proto: AttributeProto): AttributeValue;
}

const codecs: Record<AttributeKind, AttributeCodec> = {
  int: {
    type: 'INT',
    write: (value) => ({ i: BigInt(value as number) }),
    read: (proto) => Number(proto.i ?? 0n),
  },
  ints: {
    type: 'INTS',
    write: (value) => ({ ints: (value as readonly number[]).map(BigInt) }),
    read: (proto) => proto.ints.map(Number),
  },
  float: {
    type: 'FLOAT',
    write: (value) => ({ f: value as number }),
    read: (proto) => proto.f ?? 0,
  },
  floats: {
    type: 'FLOATS',
    write: (value) => ({ floats: [...(value as readonly number[])] }),
    read: (proto) => proto.floats,
  },
  string: {
    type: 'STRING',
    write: (value) => ({ s: new TextEncoder().encode(value as string) }),
    read: (proto) => new TextDecoder().decode(proto.s),
  },
  tensor: {
    type: 'TENSOR',
    write: (value) => ({ t: toTensorProto('', value as AttributeTensor) }),
    read: (proto) => fromTensorProto(proto.t!),
  },
  elementType: {
    type: 'INT',
    write: (value) => ({ i: BigInt(dataTypeOf(value as TensorType)) }),
    read: (proto) => elementTypeOfNumber(Number(proto.i ?? 0n), `attribute "${proto.name}"`),
  },
};

export function toAttributeProto(name: string, kind: AttributeKind, value: AttributeValue): AttributeProto {
  const { type, write } = codecs[kind];
  return create(AttributeProtoSchema, { name, type: attributeTypes.indexOf(type), ...write(value) });
}

/** @throws UnsupportedModelError if the attribute is stored as another type than the operator's schema says */
export function fromAttributeProto(proto: AttributeProto, kind: AttributeKind, where: string): AttributeValue {
  const { type, read } = codecs[kind];
  if (attributeTypes[proto.type] !== type) {
    throw new UnsupportedModelError(
      `${where}: attribute "${proto.name}" has type ${attributeTypes[proto.type] ?? proto.type}, not ${type}`,
      {
        attribute: proto.name,
      },
    );
  }
  return read(proto);
}
