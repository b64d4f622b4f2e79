import { create } from '@bufbuild/protobuf';
import { DataFormatError } from '@midizero/core';
import { UnsupportedModelError } from '../errors.js';
import type { TensorProto } from '../generated/onnx/onnx_pb.js';
import { TensorProtoSchema } from '../generated/onnx/onnx_pb.js';
import { arrayTypeOf } from '../graph/element-type.js';
import type { AttributeTensor } from '../graph/value.js';
import type { TensorData } from '../runtime/contract.js';
import { dataTypeOf, elementTypeOfNumber } from './data-types.js';

/** TensorProto.DataLocation EXTERNAL: the elements are in another file. */
const EXTERNAL_DATA = 1;

/** A tensor as ONNX stores it: raw little-endian bytes, which typed arrays are on every platform JavaScript engines ship for. */
export function toTensorProto(name: string, tensor: AttributeTensor): TensorProto {
  const { data } = tensor;
  return create(TensorProtoSchema, {
    name,
    dims: tensor.dims.map(BigInt),
    dataType: dataTypeOf(tensor.type),
    rawData: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength),
  });
}

function typedFields(proto: TensorProto): readonly (number | bigint)[] {
  if (proto.floatData.length > 0) return proto.floatData;
  return proto.int64Data.length > 0 ? proto.int64Data : proto.int32Data;
}

/** @throws DataFormatError if the bytes do not fill the shape */
export function fromTensorProto(proto: TensorProto): AttributeTensor {
  const where = `tensor "${proto.name}"`;
  if (proto.dataLocation === EXTERNAL_DATA) {
    throw new UnsupportedModelError(`${where}: data in an external file is not supported`, { tensor: proto.name });
  }
  const type = elementTypeOfNumber(proto.dataType, where);
  const dims = proto.dims.map(Number);
  const size = dims.reduce((product, dim) => product * dim, 1);
  const ArrayType = arrayTypeOf(type);
  const raw = proto.rawData;
  const stored = raw === undefined ? typedFields(proto).length : raw.byteLength / ArrayType.BYTES_PER_ELEMENT;
  if (stored !== size) {
    throw new DataFormatError(`${where}: ${stored} elements do not fill the shape [${dims.join(', ')}]`, {
      tensor: proto.name,
    });
  }
  if (raw !== undefined) return { type, dims, data: new ArrayType(new Uint8Array(raw).buffer, 0, size) };
  const data = new ArrayType(size);
  typedFields(proto).forEach((element, index) => {
    data[index] = (type === 'int64' ? BigInt(element) : Number(element)) as never;
  });
  return { type, dims, data: data as TensorData };
}
