import { fileURLToPath } from 'node:url';
import { loadEncoder } from '@midizero/encoder/node';
import type { OnnxRuntime } from '@midizero/onnx';
import { createRawEncoder, type WindowEncoder } from '@midizero/pitch-matrix';
import { modelFolder } from '@midizero/pitch-resnet';
import type { EncoderModule } from '@midizero/retrieval/node';

/** The name by which `--encoder` asks for the pitch-matrix itself. */
const RAW_ENCODER = 'raw';

/**
 * The encoder that `--encoder` names.
 * @param name `raw`, a model folder, or undefined for the built-in model
 * @throws ModelFormatError if a model folder is missing something or damaged
 */
export async function selectEncoder(name: string | undefined, runtime: OnnxRuntime): Promise<WindowEncoder> {
  return name === RAW_ENCODER ? createRawEncoder() : loadEncoder(name ?? modelFolder, { runtime });
}

/** How a thread of its own makes what {@link selectEncoder} gives. */
export function encoderModule(name: string | undefined): EncoderModule {
  return name === RAW_ENCODER
    ? { module: import.meta.resolve('@midizero/pitch-matrix'), name: 'createRawEncoder', args: [] }
    : {
        module: import.meta.resolve('@midizero/encoder/node'),
        name: 'loadEncoder',
        args: [name ?? fileURLToPath(modelFolder), { threads: 1 }],
      };
}

/**
 * The encoder to search an index with: the raw one where the index says that it made it, else what `--encoder` names.
 * Whether it is the index's own is for the search to check.
 */
export async function encoderForIndex(
  indexEncoderId: string,
  name: string | undefined,
  runtime: OnnxRuntime,
): Promise<WindowEncoder> {
  const raw = createRawEncoder();
  return name === undefined && indexEncoderId === raw.id ? raw : selectEncoder(name, runtime);
}
