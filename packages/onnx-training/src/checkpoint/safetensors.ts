import { DataFormatError, InvalidArgumentError } from '@midizero/core';
import type { TensorData } from '@midizero/onnx';

/** A named tensor in a file: row-major elements. */
export interface StoredTensor {
  readonly dims: readonly number[];
  readonly data: TensorData;
}

export interface SafetensorsFile {
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface TensorEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [start: number, end: number];
}

const METADATA_KEY = '__metadata__';
const LENGTH_BYTES = 8;
/** The format's own limit, so that a damaged length does not ask for gigabytes. */
const MAX_HEADER_BYTES = 100_000_000;

const arrayTypes = { F32: Float32Array, I64: BigInt64Array, I32: Int32Array, I8: Int8Array, U8: Uint8Array } as const;
type Dtype = keyof typeof arrayTypes;

function dtypeOf(data: TensorData): Dtype {
  return (Object.keys(arrayTypes) as Dtype[]).find((dtype) => data instanceof arrayTypes[dtype])!;
}

/**
 * Writes the safetensors format (https://github.com/huggingface/safetensors): the header's length as 8 bytes, a JSON
 * header, then the tensors' little-endian bytes one after the other.
 */
export function encodeSafetensors({ tensors, metadata }: SafetensorsFile): Uint8Array {
  const header: Record<string, unknown> = Object.keys(metadata).length > 0 ? { [METADATA_KEY]: metadata } : {};
  // Wide elements first, then by name, so that every tensor starts where a typed array of its kind may start.
  const entries = Object.entries(tensors).sort(
    ([nameA, a], [nameB, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT || (nameA < nameB ? -1 : 1),
  );
  let length = 0;
  for (const [name, { dims, data }] of entries) {
    if (name === METADATA_KEY) throw new InvalidArgumentError('tensors', `"${METADATA_KEY}" is no name for a tensor`);
    header[name] = { dtype: dtypeOf(data), shape: dims, data_offsets: [length, length + data.byteLength] };
    length += data.byteLength;
  }
  const text = JSON.stringify(header);
  const unpadded = new TextEncoder().encode(text);
  const headerLength = Math.ceil(unpadded.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + headerLength + length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerLength);
  bytes.set(unpadded, LENGTH_BYTES);
  let offset = LENGTH_BYTES + headerLength;
  for (const [, { data }] of entries) {
    bytes.set(new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

/**
 * Reads the safetensors format; tensors are copied out of `bytes`.
 * @throws DataFormatError saying what is damaged: the header, a tensor's entry, or bytes missing or left over
 */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { header, dataStart } = readHeader(bytes);
  const { [METADATA_KEY]: metadata = {}, ...entries } = header;
  const tensors: Record<string, StoredTensor> = {};
  const data = bytes.subarray(dataStart);
  let covered = 0;
  const ordered = Object.entries(entries as Record<string, TensorEntry>).map(([name, entry]) =>
    checkEntry(name, entry),
  );
  ordered.sort((a, b) => a.data_offsets[0] - b.data_offsets[0]);
  for (const { name, dtype, shape, data_offsets } of ordered) {
    const [start, end] = data_offsets;
    if (start !== covered)
      throw new DataFormatError(`safetensors: "${name}" starts at byte ${start}, expected ${covered}`, {
        tensor: name,
      });
    if (end > data.length) {
      throw new DataFormatError(
        `safetensors: "${name}" ends at byte ${end}, but the data has only ${data.length}: the file is cut off`,
        { tensor: name },
      );
    }
    tensors[name] = { dims: shape, data: new arrayTypes[dtype](new Uint8Array(data.subarray(start, end)).buffer) };
    covered = end;
  }
  if (covered !== data.length)
    throw new DataFormatError(`safetensors: ${data.length - covered} bytes are left over after the last tensor`);
  return { tensors, metadata: checkMetadata(metadata) };
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; dataStart: number } {
  if (bytes.length < LENGTH_BYTES)
    throw new DataFormatError(`safetensors: ${bytes.length} bytes are too few for a header`);
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > Math.min(MAX_HEADER_BYTES, bytes.length - LENGTH_BYTES)) {
    throw new DataFormatError(
      `safetensors: a header of ${length} bytes does not fit into ${bytes.length}: cut off, or no such file`,
    );
  }
  const dataStart = LENGTH_BYTES + length;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(LENGTH_BYTES, dataStart));
    const header: unknown = JSON.parse(text);
    if (typeof header !== 'object' || header === null || Array.isArray(header)) throw new TypeError('not an object');
    return { header: header as Record<string, unknown>, dataStart };
  } catch (cause) {
    throw new DataFormatError('safetensors: the header is not JSON', {}, { cause });
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function checkEntry(name: string, entry: TensorEntry): TensorEntry & { readonly name: string; readonly dtype: Dtype } {
  const { dtype, shape, data_offsets: offsets } = entry ?? {};
  if (
    !Array.isArray(shape) ||
    !shape.every(isCount) ||
    !Array.isArray(offsets) ||
    offsets.length !== 2 ||
    !offsets.every(isCount)
  ) {
    throw new DataFormatError(`safetensors: the entry of "${name}" is damaged`, { tensor: name });
  }
  if (!Object.hasOwn(arrayTypes, dtype)) {
    throw new DataFormatError(`safetensors: "${name}" has the unsupported element type ${dtype}`, {
      tensor: name,
      dtype,
    });
  }
  const size = shape.reduce((product, dim) => product * dim, arrayTypes[dtype as Dtype].BYTES_PER_ELEMENT);
  if (offsets[1]! - offsets[0]! !== size) {
    throw new DataFormatError(
      `safetensors: "${name}" of shape [${shape.join(', ')}] needs ${size} bytes, the file gives it ${offsets[1]! - offsets[0]!}`,
      { tensor: name },
    );
  }
  return { ...entry, name, dtype: dtype as Dtype };
}

function checkMetadata(metadata: unknown): Record<string, string> {
  const valid =
    typeof metadata === 'object' &&
    metadata !== null &&
    Object.values(metadata).every((value) => typeof value === 'string');
  if (!valid) throw new DataFormatError('safetensors: metadata must be strings by name');
  return metadata as Record<string, string>;
}
