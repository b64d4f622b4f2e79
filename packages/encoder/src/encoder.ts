import { InvalidArgumentError, type RunOptions, throwIfAborted, yieldToEventLoop } from '@midizero/core';
import type { OnnxRuntime } from '@midizero/onnx';
import { KEY_COUNT, type WindowEncoder } from '@midizero/pitch-matrix';
import { ModelFormatError } from './errors.js';
import { type EncoderManifest, sha256Hex, windowSize } from './manifest.js';

/** Name of the model's input, shape [n, windowFrames, 88]. */
export const INPUT_NAME = 'windows';
/** Name of the model's output, shape [n, dimensions]. */
export const OUTPUT_NAME = 'embeddings';

export interface EncoderOptions {
  readonly runtime: OnnxRuntime;
  /** ONNX bytes of the model that `manifest` describes. */
  readonly model: Uint8Array;
  readonly manifest: EncoderManifest;
  /** Windows of one run. Larger is not faster: the activations of 256 stay in the processor's cache. @default 256 */
  readonly batchSize?: number;
}

/** A model ready to encode. */
export interface LoadedEncoder extends WindowEncoder {
  readonly manifest: EncoderManifest;
  /** Frees the model; `encode` cannot be called afterwards. */
  release(): Promise<void>;
}

/**
 * Loads a model into an ONNX Runtime.
 * @throws ModelFormatError if the bytes are not the ones the manifest describes, or not a model of this form
 * @throws OnnxRuntimeError if the runtime refuses the model
 */
export async function createEncoder(options: EncoderOptions): Promise<LoadedEncoder> {
  const { runtime, model, manifest, batchSize = 256 } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new InvalidArgumentError('batchSize', `expected a whole number of 1 or more, got ${batchSize}`);
  }
  const sha256 = await sha256Hex(model);
  if (sha256 !== manifest.sha256) {
    throw new ModelFormatError(
      `${manifest.model}: its ${model.length} bytes are not those of ${manifest.id} ` +
        `(sha256 ${sha256.slice(0, 12)}…, expected ${manifest.sha256.slice(0, 12)}…); fetch the model again`,
      { model: manifest.model, expected: manifest.sha256, actual: sha256 },
    );
  }
  const session = await runtime.createSession(model, { name: manifest.id });
  if (!session.inputNames.includes(INPUT_NAME) || !session.outputNames.includes(OUTPUT_NAME)) {
    await session.release();
    throw new ModelFormatError(
      `${manifest.model}: expected an input "${INPUT_NAME}" and an output "${OUTPUT_NAME}", ` +
        `got ${session.inputNames.join(', ')} and ${session.outputNames.join(', ')}`,
    );
  }
  const size = windowSize(manifest);

  async function encode(windows: Float32Array, { signal, onProgress }: RunOptions = {}): Promise<Float32Array> {
    if (windows.length % size !== 0) {
      throw new InvalidArgumentError(
        'windows',
        `expected a multiple of ${manifest.windowFrames} * ${KEY_COUNT} = ${size} values, got ${windows.length}`,
      );
    }
    const total = windows.length / size;
    const embeddings = new Float32Array(total * manifest.dimensions);
    for (let first = 0; first < total; first += batchSize) {
      throwIfAborted(signal);
      const count = Math.min(batchSize, total - first);
      const batch = windows.subarray(first * size, (first + count) * size);
      const input = runtime.createTensor('float32', batch, [count, manifest.windowFrames, KEY_COUNT]);
      const { [OUTPUT_NAME]: output } = await session.run({ [INPUT_NAME]: input }, [OUTPUT_NAME]);
      embeddings.set((await output!.download()) as Float32Array, first * manifest.dimensions);
      output!.dispose();
      onProgress?.({ stage: 'encode windows', completed: first + count, total, unit: 'windows' });
      if (first + count < total) await yieldToEventLoop();
    }
    return embeddings;
  }

  return {
    id: manifest.id,
    dimensions: manifest.dimensions,
    windowFrames: manifest.windowFrames,
    manifest,
    encode,
    release: () => session.release(),
  };
}
