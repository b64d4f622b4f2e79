import { DataFormatError } from '@midizero/core';
import { crc32 } from './crc32.js';
import type { StoredTensor } from './safetensors.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';

/** A point to go on from. */
export interface TrainingCheckpoint {
  /** Steps taken. */
  readonly step: number;
  /** Parameters, running statistics and optimizer state, by name. */
  readonly tensors: Readonly<Record<string, Float32Array>>;
  /** State of the random stream that makes the training data, from `Random.saveState()`. */
  readonly randomState?: Uint32Array;
  /** Anything else, such as the training recipe. Names starting with `midizero.` are kept for the format. */
  readonly metadata?: Readonly<Record<string, string>>;
}

const FORMAT = 'training-checkpoint';
const VERSION = '1';
const PREFIX = 'midizero.';

function checksum(tensors: Readonly<Record<string, StoredTensor>>): string {
  let crc = 0;
  for (const name of Object.keys(tensors).sort()) {
    const { data } = tensors[name]!;
    crc = crc32(new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength), crc);
  }
  return crc.toString(16).padStart(8, '0');
}

/** A checkpoint as a safetensors file (tensors are flat in it), with a checksum over all elements. */
export function encodeCheckpoint({ step, tensors, randomState, metadata = {} }: TrainingCheckpoint): Uint8Array {
  const stored = Object.fromEntries(
    Object.entries(tensors).map(([name, data]) => [name, { dims: [data.length], data }] as const),
  );
  const facts = {
    format: FORMAT,
    version: VERSION,
    step: String(step),
    crc32: checksum(stored),
    ...(randomState !== undefined && { random_state: randomState.join() }),
  };
  const prefixed = Object.fromEntries(Object.entries(facts).map(([key, value]) => [PREFIX + key, value] as const));
  return encodeSafetensors({ tensors: stored, metadata: { ...metadata, ...prefixed } });
}

/** @throws DataFormatError if the bytes are no checkpoint, of another version, or damaged */
export function decodeCheckpoint(bytes: Uint8Array): TrainingCheckpoint {
  const { tensors: stored, metadata: all } = decodeSafetensors(bytes);
  const fact = (key: string): string | undefined => all[PREFIX + key];
  if (fact('format') !== FORMAT || fact('version') !== VERSION) {
    throw new DataFormatError(
      `checkpoint: expected format ${FORMAT} version ${VERSION}, got ${fact('format')} version ${fact('version')}`,
    );
  }
  const step = Number(fact('step'));
  if (!Number.isSafeInteger(step) || step < 0) throw new DataFormatError(`checkpoint: "${fact('step')}" is no step`);
  const actual = checksum(stored);
  if (fact('crc32') !== actual) {
    throw new DataFormatError(
      `checkpoint: the tensors have the checksum ${actual}, expected ${fact('crc32')}: the file is damaged`,
    );
  }
  const randomState = fact('random_state');
  const metadata = Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith(PREFIX)));
  return {
    step,
    tensors: Object.fromEntries(Object.entries(stored).map(([name, tensor]) => [name, floats(name, tensor)] as const)),
    metadata,
    ...(randomState !== undefined && { randomState: Uint32Array.from(randomState.split(','), Number) }),
  };
}

function floats(name: string, { data }: StoredTensor): Float32Array {
  if (data instanceof Float32Array) return data;
  throw new DataFormatError(`checkpoint: "${name}" is not float32`, { tensor: name });
}
