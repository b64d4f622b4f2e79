import type { TensorType } from '@midizero/onnx';
import { TrainingArtifactsError } from '../errors.js';
import type { DataInput } from '../training/feed.js';

/** Names of the files, as ONNX Runtime's own tools give them. */
export const artifactFileNames = {
  trainingModel: 'training_model.onnx',
  evalModel: 'eval_model.onnx',
  optimizerModel: 'optimizer_model.onnx',
  checkpoint: 'checkpoint',
} as const;

/** Name of the manifest beside the other files. */
export const MANIFEST_FILE = 'manifest.json';

export type ArtifactName = keyof typeof artifactFileNames;

/** A parameter as a manifest describes it. */
export interface ArtifactParameter {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
}

/** What a set of training artifacts consists of. */
export interface ArtifactsManifest {
  readonly format: 'onnx-training-artifacts';
  readonly formatVersion: 1;
  /** Names the model in errors. */
  readonly name: string;
  /** Size and CRC-32 (8 hexadecimal digits) of each file. */
  readonly files: Readonly<Record<ArtifactName, { readonly bytes: number; readonly crc32: string }>>;
  /** Data inputs of the training model. */
  readonly trainingInputs: readonly DataInput[];
  /** Data inputs of the eval model. */
  readonly evalInputs: readonly DataInput[];
  /** Scalars that a training step reports, the loss first. */
  readonly trainingOutputs: readonly string[];
  /** Outputs of the eval model, the loss first. */
  readonly evalOutputs: readonly string[];
  /** Weights, and statistics that the training model moves itself (not trainable). */
  readonly parameters: readonly ArtifactParameter[];
  /** Names of parameters that the training model gives a next value. */
  readonly updatedByTraining: readonly string[];
  readonly optimizer: { readonly name: string; readonly stateNames: readonly string[] };
  /** Training steps whose gradients make one optimizer step: their sum is divided by it. */
  readonly accumulationSteps: number;
}

const FORMAT = 'onnx-training-artifacts';
const FORMAT_VERSION = 1;
const tensorTypes: readonly TensorType[] = ['float32', 'int32', 'int64', 'uint8', 'int8', 'bool'];

/**
 * Reads a manifest.
 * @param source names it in errors, such as its path
 * @throws TrainingArtifactsError if it is of another version (`details.expected`, `details.actual`) or damaged
 */
export function parseArtifactsManifest(json: string, source: string = MANIFEST_FILE): ArtifactsManifest {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(json) as Record<string, unknown>;
    if (value?.format !== FORMAT) throw new TypeError(`"format" must be "${FORMAT}"`);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TrainingArtifactsError(`${source}: no manifest of training artifacts: ${reason}`, { source }, { cause });
  }
  if (value.formatVersion !== FORMAT_VERSION) {
    throw new TrainingArtifactsError(
      `${source}: version ${JSON.stringify(value.formatVersion)} of the training artifacts is not known here, only ${FORMAT_VERSION}: make them anew with createTrainingArtifacts`,
      { source, expected: FORMAT_VERSION, actual: value.formatVersion },
    );
  }
  try {
    return checkManifest(value);
  } catch (cause) {
    throw new TrainingArtifactsError(`${source}: the manifest is damaged: ${(cause as Error).message}`, { source });
  }
}

/** Makes a manifest from facts. */
export function artifactsManifest(facts: Omit<ArtifactsManifest, 'format' | 'formatVersion'>): ArtifactsManifest {
  return { format: FORMAT, formatVersion: FORMAT_VERSION, ...facts };
}

/** Plain checks of the fields that the session relies on; throws TypeError naming the field. */
function checkManifest(value: Record<string, unknown>): ArtifactsManifest {
  const manifest = value as unknown as ArtifactsManifest;
  const require = (valid: boolean, field: string): void => {
    if (!valid) throw new TypeError(`"${field}" is missing or wrong`);
  };
  require(typeof manifest.name === 'string', 'name');
  for (const file of Object.keys(artifactFileNames) as ArtifactName[]) {
    const entry = manifest.files?.[file];
    require(Number.isSafeInteger(entry?.bytes) && /^[0-9a-f]{8}$/.test(entry?.crc32), `files.${file}`);
  }
  for (const field of ['trainingInputs', 'evalInputs'] as const) {
    require(Array.isArray(manifest[field]) && manifest[field].every(isDataInput), field);
  }
  for (const field of ['trainingOutputs', 'evalOutputs', 'updatedByTraining'] as const) {
    require(isTexts(manifest[field]), field);
  }
  require(Array.isArray(manifest.parameters) && manifest.parameters.every(isParameter), 'parameters');
  require(isTexts(manifest.optimizer?.stateNames), 'optimizer.stateNames');
  require(Number.isSafeInteger(manifest.accumulationSteps) && manifest.accumulationSteps > 0, 'accumulationSteps');
  return manifest;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isDataInput({ name, type, shape }: DataInput): boolean {
  const validDim = (dim: unknown): boolean => typeof dim === 'string' || Number.isSafeInteger(dim);
  return typeof name === 'string' && tensorTypes.includes(type) && Array.isArray(shape) && shape.every(validDim);
}

function isParameter({ name, shape, trainable }: ArtifactParameter): boolean {
  const validShape = Array.isArray(shape) && shape.every((dim) => Number.isSafeInteger(dim) && dim >= 0);
  return typeof name === 'string' && typeof trainable === 'boolean' && validShape;
}
