import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFileSafely } from '@midizero/core/node';
import type { OnnxRuntime } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { createEncoder, type LoadedEncoder } from '../encoder.js';
import { ModelFormatError } from '../errors.js';
import { type EncoderManifest, parseManifest } from '../manifest.js';

/** Name of the manifest in a model folder. */
export const MANIFEST_FILE = 'manifest.json';

export interface LoadEncoderOptions {
  /** @default a new runtime on onnxruntime-node's CPU provider */
  readonly runtime?: OnnxRuntime;
  /** Threads of a new runtime, where no `runtime` is given. @default one for each physical core */
  readonly threads?: number;
  /** Windows of one run. @default 256 */
  readonly batchSize?: number;
}

/** Manifest and ONNX bytes of a model folder. @throws ModelFormatError if a file is missing or not what it should be */
export async function readModel(folder: string | URL): Promise<{ manifest: EncoderManifest; model: Uint8Array }> {
  const directory = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const manifestPath = join(directory, MANIFEST_FILE);
  const manifest = parseManifest(new TextDecoder().decode(await readModelFile(manifestPath)), manifestPath);
  return { manifest, model: await readModelFile(join(directory, manifest.model)) };
}

async function readModelFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : String(cause);
    throw new ModelFormatError(
      `${path}: ${reason}; a model folder holds manifest.json and the .onnx file it names`,
      { path },
      { cause },
    );
  }
}

/**
 * Loads the encoder of a model folder, such as the one of `@midizero/pitch-resnet` or one that training wrote.
 * @param folder holds manifest.json and the .onnx file that it names
 * @throws ModelFormatError if a file is missing or damaged
 */
export async function loadEncoder(folder: string | URL, options: LoadEncoderOptions = {}): Promise<LoadedEncoder> {
  const { manifest, model } = await readModel(folder);
  const runtime = options.runtime ?? (await createNodeRuntime(options.threads ? { threads: options.threads } : {}));
  return createEncoder({ runtime, model, manifest, ...(options.batchSize && { batchSize: options.batchSize }) });
}

/** Writes a model folder. Each file appears whole or not at all; the manifest comes last. */
export async function writeModel(
  folder: string,
  { manifest, model }: { manifest: EncoderManifest; model: Uint8Array },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFileSafely(join(folder, manifest.model), model);
  await writeFileSafely(
    join(folder, MANIFEST_FILE),
    new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`),
  );
}
