import { DataFormatError } from '@midizero/core';
import { crc32Hex } from './crc32.js';
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
const CHECKSUM: string = `${PREFIX}crc32`;

/** CRC-32 of the file as it is without its checksum: of tensors, names, step and metadata alike. */
function checksum(tensors: Readonly<Record<string, StoredTensor>>, metadata: Readonly<Record<string, string>>): string {
  return crc32Hex(encodeSafetensors({ tensors, metadata }));
}

/** A checkpoint as a safetensors file (tensors are flat in it), with a checksum over all of it. */
export function encodeCheckpoint({ step, tensors, randomState, metadata = {} }: TrainingCheckpoint): Uint8Array {
  const stored = Object.fromEntries(
    Object.entries(tensors).map(([name, data]) => [name, { dims: [data.length], data }] as const),
  );
  const facts = {
    format: FORMAT,
    version: VERSION,
    step: String(step),
    ...(randomState !== undefined && { random_state: randomState.join() }),
  };
  const prefixed = Object.fromEntries(Object.entries(facts).map(([key, value]) => [PREFIX + key, value] as const));
  const all = { ...metadata, ...prefixed };
  return encodeSafetensors({ tensors: stored, metadata: { ...all, [CHECKSUM]: checksum(stored, all) } });
}

/** @throws DataFormatError if the bytes are no checkpoint, of another version, or damaged */
export function decodeCheckpoint(bytes: Uint8Array): TrainingCheckpoint {
  const { tensors: stored, metadata } = decodeSafetensors(bytes);
  const { [CHECKSUM]: expected, ...all } = metadata;
  const fact = (key: string): string | undefined => all[PREFIX + key];
  if (fact('format') !== FORMAT || fact('version') !== VERSION) {
    throw new DataFormatError(
      `checkpoint: expected format ${FORMAT} version ${VERSION}, got ${fact('format')} version ${fact('version')}`,
    );
  }
  const actual = checksum(stored, all);
  if (expected !== actual) {
    throw new DataFormatError(
      `checkpoint: the tensors have the checksum ${actual}, expected ${expected}: the file is damaged`,
    );
  }
  const step = Number(fact('step'));
  if (!Number.isSafeInteger(step) || step < 0) throw new DataFormatError(`checkpoint: "${fact('step')}" is no step`);
  const randomState = fact('random_state');
  const own = Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith(PREFIX)));
  return {
    step,
    tensors: Object.fromEntries(Object.entries(stored).map(([name, tensor]) => [name, floats(name, tensor)] as const)),
    metadata: own,
    ...(randomState !== undefined && { randomState: Uint32Array.from(randomState.split(','), Number) }),
  };
}

function floats(name: string, { data }: StoredTensor): Float32Array {
  if (data instanceof Float32Array) return data;
  throw new DataFormatError(`checkpoint: "${name}" is not float32`, { tensor: name });
}
