import { InvalidArgumentError, type RunOptions } from '@midizero/core';
import { type Caller, connectCalls, type ErrorClasses, type EventTargetEndpoint } from '@midizero/core/worker';
import { DeviceUnavailableError, OnnxRuntimeError, RuntimeUnavailableError } from '@midizero/onnx';
import type { WasmPaths, WebProvider } from '@midizero/onnx/web';
import type { LoadedEncoder } from '../../encoder.js';
import { ModelFormatError } from '../../errors.js';
import { windowSize } from '../../manifest.js';
import type { ModelAddresses } from '../fetch-encoder.js';
import { ModelFetchError } from '../model-fetch-error.js';
import type { EncoderWorkerMethods } from './protocol.js';

/** Windows of one message, some 14 MB: what a call holds twice at a time, and how far it goes on after an abort at most. */
const WINDOWS_OF_A_MESSAGE = 4096;

const ERROR_CLASSES: ErrorClasses = {
  INVALID_ARGUMENT: InvalidArgumentError,
  MODEL_FETCH: ModelFetchError,
  MODEL_FORMAT: ModelFormatError,
  ONNX_DEVICE_UNAVAILABLE: DeviceUnavailableError,
  ONNX_RUNTIME: OnnxRuntimeError,
  ONNX_RUNTIME_UNAVAILABLE: RuntimeUnavailableError,
};

export interface EncoderWorkerOptions extends RunOptions {
  /** Address of a model folder, or of its two files. Relative ones count from the page. */
  readonly model: string | URL | ModelAddresses;
  /** What computes; `auto` takes WebGPU where there is a graphics card, else WebAssembly. @default 'auto' */
  readonly device?: WebProvider | 'auto';
  /**
   * Where the page serves the .wasm and .mjs files of onnxruntime-web: a folder that has all of them, or what each provider
   * needs. @default beside the worker's script
   */
  readonly wasmPaths?: string | URL | Readonly<Partial<Record<WebProvider, WasmPaths>>>;
  /** WebAssembly threads; more than one needs a cross-origin isolated page. @default one for each core, four at most */
  readonly threads?: number;
  /** Windows of one run. @default 256 */
  readonly batchSize?: number;
}

/** An encoder that computes in a worker, so that the page stays free. Calls of `encode` may overlap. */
export interface WorkerEncoder extends LoadedEncoder {
  readonly provider: WebProvider;
  /** Why `auto` did not come to WebGPU, in words. */
  readonly fallbackReason: string | undefined;
  /** Frees the model and ends the worker. */
  release(): Promise<void>;
}

/** A browser's `Worker`, whose script calls `serveEncoder` of `@midizero/encoder/worker`. */
export interface EncoderWorker extends EventTargetEndpoint {
  terminate(): void;
}

/**
 * Loads an encoder in a worker. `onProgress` counts the bytes of the weights. If this fails, the worker is ended.
 * @throws ModelFetchError, ModelFormatError as {@link fetchEncoder} does
 * @throws DeviceUnavailableError if `device` is `webgpu` and there is none
 * @throws OnnxRuntimeError, RuntimeUnavailableError if onnxruntime-web is not served or refuses the model
 * @throws WorkerStoppedError if the worker's script cannot be loaded
 */
export async function startEncoderWorker(
  worker: EncoderWorker,
  { model, device = 'auto', wasmPaths = {}, threads, batchSize, ...options }: EncoderWorkerOptions,
): Promise<WorkerEncoder> {
  const caller = connectCalls<EncoderWorkerMethods>(worker, {
    name: 'the encoder worker',
    errorClasses: ERROR_CLASSES,
  });
  const end = (reason: string): void => {
    worker.terminate();
    caller.stop(reason);
  };
  try {
    const request = { model: modelAddress(model), device, wasmPaths: pathsOf(wasmPaths), threads, batchSize };
    const { manifest, ...facts } = await caller.call('open', [request], options);
    return {
      id: manifest.id,
      dimensions: manifest.dimensions,
      windowFrames: manifest.windowFrames,
      manifest,
      ...facts,
      encode: (windows, runOptions) => encodeInParts(caller, manifest, windows, runOptions),
      async release() {
        await caller.call('release', []);
        end('it was released');
      },
    };
  } catch (error) {
    end('its encoder could not be loaded');
    throw error;
  }
}

async function encodeInParts(
  caller: Caller<EncoderWorkerMethods>,
  manifest: LoadedEncoder['manifest'],
  windows: Float32Array,
  { signal, onProgress }: RunOptions = {},
): Promise<Float32Array> {
  const size = windowSize(manifest);
  const total = windows.length / size;
  if (windows.length <= WINDOWS_OF_A_MESSAGE * size) return encodePart(caller, windows, { signal, onProgress });
  const embeddings = new Float32Array(Math.ceil(total) * manifest.dimensions);
  for (let first = 0; first < total; first += WINDOWS_OF_A_MESSAGE) {
    const part = windows.subarray(first * size, (first + WINDOWS_OF_A_MESSAGE) * size);
    const encoded = await encodePart(caller, part, {
      signal,
      onProgress: (progress) => onProgress?.({ ...progress, completed: first + progress.completed, total }),
    });
    embeddings.set(encoded, first * manifest.dimensions);
  }
  return embeddings;
}

function encodePart(
  caller: Caller<EncoderWorkerMethods>,
  windows: Float32Array,
  options: RunOptions,
): Promise<Float32Array> {
  const copy = windows.slice(); // a message would copy the whole buffer that the windows are a part of
  return caller.call('encode', [copy], { ...options, transfer: [copy.buffer] });
}

function absolute(url: string | URL): string {
  return new URL(url, (globalThis as { location?: { readonly href: string } }).location?.href).href;
}

function modelAddress(model: string | URL | ModelAddresses): string | { manifestUrl: string; modelUrl: string } {
  if (typeof model === 'string' || model instanceof URL) return absolute(model);
  return { manifestUrl: absolute(model.manifestUrl), modelUrl: absolute(model.modelUrl) };
}

function pathsOf(paths: NonNullable<EncoderWorkerOptions['wasmPaths']>): Partial<Record<WebProvider, WasmPaths>> {
  if (typeof paths === 'string' || paths instanceof URL) {
    const folder = absolute(paths).replace(/\/?$/, '/');
    return { wasm: folder, webgpu: folder };
  }
  return Object.fromEntries(
    Object.entries(paths).map(([provider, path]) => [
      provider,
      typeof path === 'string'
        ? absolute(path)
        : Object.fromEntries(Object.entries(path).map(([kind, url]) => [kind, absolute(url)])),
    ]),
  );
}
