import { InvalidArgumentError } from '@midizero/core';
import { OnnxRuntimeError } from '../errors.js';
import type { OnnxRuntime, OnnxSession, SessionOptions, Tensor, TensorData, TensorType } from './contract.js';
import { DeviceCopier } from './device-copier.js';
import type { OrtModule, OrtSession, OrtSessionOptions, OrtTensor } from './ort-api.js';
import { type CopyFromDevice, RuntimeTensor } from './ort-tensor.js';
import { SerialQueue } from './serial-queue.js';

/** Only errors and worse: ONNX Runtime's warnings go to the console past every caller. */
const LOG_ERRORS_ONLY = 3;

/** The {@link OnnxRuntime} contract over any module with onnxruntime-common's API. */
export class OrtRuntime implements OnnxRuntime {
  readonly name: string;
  readonly #ort: OrtModule;
  readonly #options: OrtSessionOptions;
  readonly #queue = new SerialQueue();
  readonly #copyFromDevice: CopyFromDevice | undefined;

  /** @param copiesByModel read GPU tensors by a {@link DeviceCopier} @default false: by the engine's own way */
  constructor(
    name: string,
    ort: OrtModule,
    options: OrtSessionOptions,
    { copiesByModel = false }: { readonly copiesByModel?: boolean } = {},
  ) {
    this.name = name;
    this.#ort = ort;
    // With a pattern, memory for a whole run is set aside beside what the first run took: half as much again for a training
    // step, and no faster.
    this.#options = { enableMemPattern: false, ...options };
    const copier = new DeviceCopier((model) => ort.InferenceSession.create(model, this.#options));
    this.#copyFromDevice = copiesByModel ? (tensor) => this.#queue.run(() => copier.copy(tensor)) : undefined;
  }

  async createSession(model: Uint8Array, { name = 'model', keepOnDevice }: SessionOptions = {}): Promise<OnnxSession> {
    const options: OrtSessionOptions = {
      ...this.#options,
      logSeverityLevel: LOG_ERRORS_ONLY,
      ...(keepOnDevice !== undefined && { preferredOutputLocation: outputLocation(keepOnDevice) }),
    };
    const inner = await this.#queue.run(() =>
      wrapErrors(name, 'could not be loaded', () => this.#ort.InferenceSession.create(model, options)),
    );
    return new RuntimeSession(name, inner, this.#queue, this.#copyFromDevice);
  }

  createTensor(type: TensorType, data: TensorData, dims: readonly number[]): Tensor {
    const size = dims.reduce((product, dim) => product * dim, 1);
    if (size !== data.length) {
      throw new InvalidArgumentError('data', `${data.length} elements do not fill the dimensions [${dims.join(', ')}]`);
    }
    return new RuntimeTensor(new this.#ort.Tensor(type, data, dims));
  }
}

function outputLocation(
  keepOnDevice: readonly string[] | 'all',
): NonNullable<OrtSessionOptions['preferredOutputLocation']> {
  if (keepOnDevice === 'all') return 'gpu-buffer';
  return Object.fromEntries(keepOnDevice.map((name) => [name, 'gpu-buffer'] as const));
}

async function wrapErrors<T>(model: string, what: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new OnnxRuntimeError(`model "${model}" ${what}: ${reason}`, { model }, { cause });
  }
}

class RuntimeSession implements OnnxSession {
  readonly #name: string;
  readonly #inner: OrtSession;
  readonly #queue: SerialQueue;
  readonly #copyFromDevice: CopyFromDevice | undefined;

  constructor(name: string, inner: OrtSession, queue: SerialQueue, copyFromDevice: CopyFromDevice | undefined) {
    this.#name = name;
    this.#inner = inner;
    this.#queue = queue;
    this.#copyFromDevice = copyFromDevice;
  }

  get inputNames(): readonly string[] {
    return this.#inner.inputNames;
  }
  get outputNames(): readonly string[] {
    return this.#inner.outputNames;
  }

  async run(feeds: Readonly<Record<string, Tensor>>, fetches?: readonly string[]): Promise<Record<string, Tensor>> {
    const inner: Record<string, OrtTensor> = {};
    for (const [name, tensor] of Object.entries(feeds)) inner[name] = this.#innerTensor(name, tensor);
    const outputs = await this.#queue.run(() =>
      wrapErrors(this.#name, 'failed to run', () =>
        fetches === undefined ? this.#inner.run(inner) : this.#inner.run(inner, fetches),
      ),
    );
    return Object.fromEntries(
      Object.entries(outputs).map(([name, tensor]) => [name, new RuntimeTensor(tensor, this.#copyFromDevice)]),
    );
  }

  async release(): Promise<void> {
    await this.#queue.run(() => wrapErrors(this.#name, 'could not be released', () => this.#inner.release()));
  }

  #innerTensor(name: string, tensor: Tensor): OrtTensor {
    if (tensor instanceof RuntimeTensor) return tensor.inner;
    throw new InvalidArgumentError(
      'feeds',
      `"${name}" of model "${this.#name}" was not made by a runtime's createTensor or run`,
    );
  }
}
