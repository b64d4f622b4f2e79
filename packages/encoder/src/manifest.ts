import { KEY_COUNT } from '@midizero/pitch-matrix';
import { ModelFormatError } from './errors.js';

/** How a model came to be: enough to make it again. */
export interface TrainingRecord {
  readonly command?: string;
  readonly seed: number;
  readonly steps: number;
  readonly batchSize: number;
  readonly pairs: number;
  readonly seconds: number;
  readonly pairsPerSecond: number;
  /** Mean loss over the last steps. */
  readonly finalLoss: number;
  readonly [name: string]: unknown;
}

/**
 * What stands beside a model's weights. The id is made of the weights' own hash, so that an index knows exactly which
 * embeddings it holds.
 */
export interface EncoderManifest {
  readonly format: 'midizero-encoder';
  readonly formatVersion: 1;
  /** `name@` and the first 12 hexadecimal digits of `sha256`. */
  readonly id: string;
  /** The network's shape, for people and for training on. */
  readonly architecture: Readonly<Record<string, unknown>>;
  /** Length of an embedding. */
  readonly dimensions: number;
  /** Frames of a window. */
  readonly windowFrames: number;
  /** File name of the ONNX model, in the manifest's folder. */
  readonly model: string;
  /** Size of the model file. */
  readonly bytes: number;
  /** Of the model file, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly training?: TrainingRecord;
  /** Measured scores with the commands that gave them. */
  readonly measured?: Readonly<Record<string, unknown>>;
}

/** SHA-256 of `bytes` as 64 hexadecimal digits. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Describes a model.
 * @param name first part of the id, such as `pitch-resnet`
 * @param model ONNX bytes
 */
export async function createManifest(
  name: string,
  model: Uint8Array,
  facts: Pick<EncoderManifest, 'architecture' | 'dimensions' | 'windowFrames' | 'training'>,
): Promise<EncoderManifest> {
  const sha256 = await sha256Hex(model);
  return {
    format: 'midizero-encoder',
    formatVersion: 1,
    id: `${name}@${sha256.slice(0, 12)}`,
    model: `${name}.onnx`,
    bytes: model.length,
    sha256,
    ...facts,
  };
}

/**
 * Reads a manifest.
 * @param json its text
 * @param source names it in errors, such as its path
 * @throws ModelFormatError naming the field that is missing or wrong
 */
export function parseManifest(json: string, source = 'manifest'): EncoderManifest {
  const refuse = (what: string, cause?: unknown): never => {
    throw new ModelFormatError(`${source}: ${what}`, { source }, cause === undefined ? undefined : { cause });
  };
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    return refuse('not a JSON document; a model folder holds a manifest.json written by midizero', cause);
  }
  if (typeof value !== 'object' || value === null || value.format !== 'midizero-encoder') {
    return refuse('not the manifest of a midizero encoder (its "format" must be "midizero-encoder")');
  }
  if (value.formatVersion !== 1) {
    refuse(`format version ${JSON.stringify(value.formatVersion)} is not known here; this midizero reads version 1`);
  }
  const texts = { id: value.id, model: value.model, sha256: value.sha256 };
  for (const [field, text] of Object.entries(texts)) if (typeof text !== 'string') refuse(`"${field}" must be a text`);
  if (!/^[0-9a-f]{64}$/.test(String(value.sha256))) refuse('"sha256" must be 64 hexadecimal digits');
  if (/[\\/]/.test(String(value.model))) refuse('"model" must be a file name in the manifest\'s own folder');
  const counts = { dimensions: value.dimensions, windowFrames: value.windowFrames, bytes: value.bytes };
  for (const [field, count] of Object.entries(counts)) {
    if (!Number.isInteger(count) || Number(count) < 1) refuse(`"${field}" must be a whole number of 1 or more`);
  }
  return value as unknown as EncoderManifest;
}

/** Elements of one window: windowFrames * 88. */
export function windowSize(manifest: Pick<EncoderManifest, 'windowFrames'>): number {
  return manifest.windowFrames * KEY_COUNT;
}
