import { DataFormatError } from '@midizero/core';
import {
  type Data,
  type DataType,
  Field,
  FixedSizeList,
  Float32,
  List,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  tableFromIPC,
  Uint8,
} from 'apache-arrow';
import { concatTrainingData, TrainingData } from '../samples/training-data.js';
import { ArrowFileWriter } from './arrow-file-writer.js';
import { checkFormat, formatMetadata } from './format-metadata.js';

/** Value of `midizero.format` in the metadata of training data. */
const FORMAT = 'training-data';
const WINDOW_FRAMES_KEY = 'midizero.windowFrames';

/**
 * Columns of a training data file: `pitches` is, for each sample, `windowFrames` lists of MIDI note numbers;
 * `duration_seconds`, where there is one, has the same shape.
 */
export function trainingDataSchema(windowFrames: number, withDurations: boolean): Schema {
  const fields = [new Field('pitches', sampleType(windowFrames, new Uint8()), false)];
  if (withDurations) fields.push(new Field('duration_seconds', sampleType(windowFrames, new Float32()), false));
  return new Schema(fields, formatMetadata(FORMAT, [[WINDOW_FRAMES_KEY, String(windowFrames)]]));
}

/** Samples as one record batch; the values are views of the samples' columns. */
export function toRecordBatch(data: TrainingData, schema: Schema): RecordBatch {
  const children: Data[] = [sampleData(data, new Uint8(), data.pitches)];
  if (data.durationSeconds) children.push(sampleData(data, new Float32(), data.durationSeconds));
  return new RecordBatch(
    schema,
    makeData({ type: new Struct(schema.fields), length: data.length, nullCount: 0, children }),
  );
}

/** Samples of a record batch. @throws DataFormatError if the schema is not {@link trainingDataSchema}'s */
export function fromRecordBatch(batch: RecordBatch): TrainingData {
  checkFormat(batch.schema, FORMAT);
  const windowFrames = Number(batch.schema.metadata.get(WINDOW_FRAMES_KEY));
  const frames = batch.data.children[0]?.children[0];
  const durations = batch.data.children[1]?.children[0];
  if (!frames?.valueOffsets || frames.length !== batch.numRows * windowFrames) {
    throw new DataFormatError(`training data: expected ${windowFrames} frames a sample`, { rows: batch.numRows });
  }
  // Columns of a file are padded at their end.
  const offsets = Uint32Array.from(frames.valueOffsets.subarray(0, frames.length + 1));
  const noteCount = offsets.at(-1)!;
  const pitches = frames.children[0]!.values.subarray(0, noteCount) as Uint8Array;
  const durationSeconds = durations?.children[0]?.values.subarray(0, noteCount) as Float32Array | undefined;
  return new TrainingData(windowFrames, { offsets, pitches, durationSeconds });
}

/** Samples of a whole file in memory. @throws DataFormatError if the bytes are not training data in Arrow IPC */
export function decodeTrainingData(bytes: Uint8Array): TrainingData {
  let batches: readonly RecordBatch[];
  try {
    batches = tableFromIPC(bytes).batches;
  } catch (cause) {
    throw new DataFormatError('training data: not an Arrow IPC file', {}, { cause });
  }
  const parts = batches.map(fromRecordBatch);
  if (!parts[0]) throw new DataFormatError('training data: the file holds no record batch');
  return concatTrainingData(parts[0].windowFrames, parts);
}

/** The bytes of an Arrow IPC file, in pieces, one record batch for each part. Without parts, a file of no samples. */
export async function* encodeTrainingData(
  windowFrames: number,
  parts: Iterable<TrainingData> | AsyncIterable<TrainingData>,
): AsyncGenerator<Uint8Array, void, void> {
  const writer = new ArrowFileWriter();
  let schema: Schema | undefined;
  for await (const part of parts) {
    schema ??= trainingDataSchema(windowFrames, part.durationSeconds !== undefined);
    yield* writer.write(toRecordBatch(part, schema));
  }
  if (!schema) {
    const none = new TrainingData(windowFrames, {
      offsets: new Uint32Array(1),
      pitches: new Uint8Array(0),
      durationSeconds: undefined,
    });
    yield* writer.write(toRecordBatch(none, trainingDataSchema(windowFrames, false)));
  }
  yield* writer.finish();
}

function sampleType(windowFrames: number, value: DataType): DataType {
  return new FixedSizeList(windowFrames, new Field('frame', new List(new Field('note', value, false)), false));
}

function sampleData(
  { length, windowFrames, offsets }: TrainingData,
  value: Uint8 | Float32,
  values: Uint8Array | Float32Array,
): Data {
  const notes = makeData({ type: value, length: values.length, nullCount: 0, data: values } as never) as Data;
  const frames = makeData({
    type: new List(new Field('note', value, false)),
    length: length * windowFrames,
    nullCount: 0,
    valueOffsets: new Int32Array(offsets.buffer, offsets.byteOffset, offsets.length),
    child: notes as never,
  });
  const type = sampleType(windowFrames, value) as FixedSizeList;
  return makeData({ type, length, nullCount: 0, child: frames });
}
