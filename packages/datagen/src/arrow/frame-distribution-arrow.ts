import { DataFormatError } from '@midizero/core';
import {
  type Data,
  Field,
  Float64,
  List,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  tableFromIPC,
  Uint8,
  Uint32,
} from 'apache-arrow';
import { checkFrameDistribution, type FrameDistribution } from '../distribution/frame-distribution.js';
import { ArrowFileWriter } from './arrow-file-writer.js';
import { checkFormat, formatMetadata } from './format-metadata.js';

const FORMAT = 'frame-distribution';

const pitchesType: List<Uint8> = new List(new Field('pitch', new Uint8(), false));
const successorsType: List<Uint32> = new List(new Field('frame', new Uint32(), false));
const successorCountsType: List<Float64> = new List(new Field('count', new Float64(), false));

/** One row a frame; successors are row numbers. */
const schema: Schema = new Schema(
  [
    new Field('pitches', pitchesType, false),
    new Field('count', new Float64(), false),
    new Field('successors', successorsType, false),
    new Field('successor_counts', successorCountsType, false),
  ],
  formatMetadata(FORMAT),
);

/** A distribution as the bytes of an Arrow IPC file: columns `pitches`, `count`, `successors`, `successor_counts`. */
export function encodeFrameDistribution(distribution: FrameDistribution): Uint8Array {
  const { length, offsets, pitches, counts, successorOffsets, successors, successorCounts } = distribution;
  const list = (type: List, valueOffsets: Uint32Array, valueType: Uint8 | Uint32 | Float64, data: unknown): Data =>
    makeData({
      type,
      length,
      nullCount: 0,
      valueOffsets: Int32Array.from(valueOffsets),
      child: makeData({ type: valueType, data, nullCount: 0 } as never) as never,
    });
  const children = [
    list(pitchesType, offsets, new Uint8(), pitches),
    makeData({ type: new Float64(), length, nullCount: 0, data: counts }),
    list(successorsType, successorOffsets, new Uint32(), successors),
    list(successorCountsType, successorOffsets, new Float64(), successorCounts),
  ];
  const batch = new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length, nullCount: 0, children }));
  const writer = new ArrowFileWriter();
  return joinChunks([...writer.write(batch), ...writer.finish()]);
}

/** Reads {@link encodeFrameDistribution}'s bytes. @throws DataFormatError for anything else */
export function decodeFrameDistribution(bytes: Uint8Array): FrameDistribution {
  const batch = readOnlyBatch(bytes);
  checkFormat(batch.schema, FORMAT);
  const [pitches, counts, successors, successorCounts] = batch.data.children;
  const length = batch.numRows;
  // Columns of a file are padded at their end.
  const offsets = Uint32Array.from(pitches!.valueOffsets.subarray(0, length + 1));
  const successorOffsets = Uint32Array.from(successors!.valueOffsets.subarray(0, length + 1));
  const distribution: FrameDistribution = {
    length,
    offsets,
    pitches: Uint8Array.from(pitches!.children[0]!.values.subarray(0, offsets[length])),
    counts: Float64Array.from(counts!.values.subarray(0, length)),
    successorOffsets,
    successors: Uint32Array.from(successors!.children[0]!.values.subarray(0, successorOffsets[length])),
    successorCounts: Float64Array.from(successorCounts!.children[0]!.values.subarray(0, successorOffsets[length])),
  };
  checkFrameDistribution(distribution);
  return distribution;
}

function readOnlyBatch(bytes: Uint8Array): RecordBatch {
  try {
    const { batches } = tableFromIPC(bytes);
    if (batches.length === 1) return batches[0]!;
  } catch (cause) {
    throw new DataFormatError('frame distribution: not an Arrow IPC file', {}, { cause });
  }
  throw new DataFormatError('frame distribution: expected one record batch');
}

function joinChunks(chunks: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.byteLength;
  }
  return joined;
}
