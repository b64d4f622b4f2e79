import { RuntimeUnavailableError } from '../errors.js';
import type { OnnxRuntime } from '../runtime/contract.js';
import type { OrtModule } from '../runtime/ort-api.js';
import { OrtRuntime } from '../runtime/ort-runtime.js';

/** The onnxruntime-web module: the common API, and the settings of its WebAssembly part. */
export interface OrtWebModule extends OrtModule {
  readonly env: { readonly wasm: { wasmPaths?: unknown; numThreads?: number } };
}

export interface WebRuntimeOptions {
  /** The onnxruntime-web module, where it should not be imported by name. @default `import('onnxruntime-web')`, or its `/webgpu` part */
  readonly ort?: OrtWebModule;
  readonly provider: 'wasm' | 'webgpu';
  /** Where the .wasm and .mjs files of onnxruntime-web are served: a prefix, or the two addresses. @default beside the script */
  readonly wasmPaths?: string | { readonly wasm?: string; readonly mjs?: string };
  /** WebAssembly threads; more than one needs a cross-origin isolated page. @default onnxruntime-web decides */
  readonly threads?: number;
}

/**
 * ONNX Runtime in a browser or a worker. `wasmPaths` and `threads` belong to the module as a whole: the first runtime sets them.
 * @throws RuntimeUnavailableError if onnxruntime-web cannot be imported
 */
export async function createWebRuntime({
  provider,
  wasmPaths,
  threads,
  ...options
}: WebRuntimeOptions): Promise<OnnxRuntime> {
  const ort = options.ort ?? (await importOrt(provider));
  if (wasmPaths !== undefined) ort.env.wasm.wasmPaths = wasmPaths;
  if (threads !== undefined) ort.env.wasm.numThreads = threads;
  return new OrtRuntime(`onnxruntime-web/${provider}`, ort, {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
  });
}

async function importOrt(provider: 'wasm' | 'webgpu'): Promise<OrtWebModule> {
  try {
    const imported =
      provider === 'webgpu' ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm');
    return imported as unknown as OrtWebModule;
  } catch (cause) {
    throw new RuntimeUnavailableError('onnxruntime-web', cause);
  }
}
