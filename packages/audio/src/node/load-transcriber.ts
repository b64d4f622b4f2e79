import { readFile } from 'node:fs/promises';
import type { OnnxRuntime } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { TranscriptionModelError } from '../errors.js';
import { createTranscriber, type Transcriber } from '../transcriber.js';

export interface LoadTranscriberOptions {
  /** @default a new runtime on onnxruntime-node's CPU provider */
  readonly runtime?: OnnxRuntime;
}

/**
 * Loads the model of `@midizero/basic-pitch`.
 * @param modelFile path or `file:` address of the .onnx file: that package's `modelUrl`
 * @throws TranscriptionModelError if there is no such file, or it is another model
 */
export async function loadTranscriber(
  modelFile: string | URL,
  { runtime }: LoadTranscriberOptions = {},
): Promise<Transcriber> {
  let model: Uint8Array;
  try {
    model = await readFile(modelFile);
  } catch (cause) {
    const message = `${modelFile}: cannot be read; give the modelUrl of @midizero/basic-pitch`;
    throw new TranscriptionModelError(message, { modelFile: String(modelFile) }, { cause });
  }
  return createTranscriber({ model, runtime: runtime ?? (await createNodeRuntime()) });
}
