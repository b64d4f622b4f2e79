import { RuntimeUnavailableError } from '../errors.js';
import type { OnnxRuntime } from '../runtime/contract.js';
import type { OrtModule } from '../runtime/ort-api.js';
import { OrtRuntime } from '../runtime/ort-runtime.js';
import type { WebProvider } from './choose-provider.js';

/** More threads than this gain nothing on models of a size that a page loads. */
const MOST_THREADS = 4;

/** The onnxruntime-web module: the common API, and the settings of its WebAssembly part. */
export interface OrtWebModule extends OrtModule {
  readonly env: { readonly wasm: { wasmPaths?: unknown; numThreads?: number } };
}

/** Where the .wasm and .mjs files of onnxruntime-web are served: a prefix, or the two addresses. */
export type WasmPaths = string | { readonly wasm?: string; readonly mjs?: string };

export interface WebRuntimeOptions {
  /** The onnxruntime-web module, where it should not be imported by name. @default `import('onnxruntime-web')`, or its `/webgpu` part */
  readonly ort?: OrtWebModule;
  readonly provider: WebProvider;
  /** @default beside the script */
  readonly wasmPaths?: WasmPaths;
  /** WebAssembly threads; more than one needs a cross-origin isolated page. @default {@link defaultThreads} */
  readonly threads?: number;
}

/**
 * ONNX Runtime in a browser or a worker. `wasmPaths` and `threads` belong to the module as a whole: the first runtime sets them.
 * @throws RuntimeUnavailableError if onnxruntime-web cannot be imported
 */
export async function createWebRuntime({
  provider,
  wasmPaths,
  threads = defaultThreads(),
  ...options
}: WebRuntimeOptions): Promise<OnnxRuntime> {
  const ort = options.ort ?? (await importOrt(provider));
  if (wasmPaths !== undefined) ort.env.wasm.wasmPaths = wasmPaths;
  ort.env.wasm.numThreads = threads;
  return new OrtRuntime(`onnxruntime-web/${provider}`, ort, {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
  });
}

/** One thread for each core, four at most; one where the page is not cross-origin isolated. */
export function defaultThreads(): number {
  const { crossOriginIsolated, navigator } = globalThis as {
    crossOriginIsolated?: boolean;
    navigator?: { readonly hardwareConcurrency: number };
  };
  return crossOriginIsolated ? Math.min(MOST_THREADS, navigator?.hardwareConcurrency ?? 1) : 1;
}

async function importOrt(provider: WebProvider): Promise<OrtWebModule> {
  try {
    const imported =
      provider === 'webgpu' ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm');
    return imported as unknown as OrtWebModule;
  } catch (cause) {
    throw new RuntimeUnavailableError('onnxruntime-web', cause);
  }
}
