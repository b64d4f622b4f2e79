import { startEncoderWorker } from '../../../packages/encoder/src/web.js';

/** An error as a test can look at it from outside of the page. */
export interface SeenError {
  readonly className: string;
  readonly code: unknown;
  readonly message: string;
}

/** What `encoder-worker.test.ts` calls in the page. */
export interface WorkerPage {
  /** @param windows size n * 880 @returns embeddings of size n * d, and of the `repeats` of all windows the last ones */
  encode(
    windows: readonly number[],
    device: 'wasm' | 'webgpu' | 'auto',
    repeats: number,
  ): Promise<{
    readonly embeddings: number[];
    readonly embeddingsOfRepeats: number[];
    readonly provider: string;
    readonly fallbackReason: string | undefined;
    readonly inputIsIntact: boolean;
    readonly progress: readonly (readonly [number, number | undefined])[];
  }>;
  /** Error of opening a model at this address. */
  open(model: string, device: 'wasm' | 'webgpu'): Promise<SeenError>;
  /** Whether an abort after the first batch came out as its own reason, and the encoder works afterwards. */
  abort(
    windows: readonly number[],
  ): Promise<{ readonly isReason: boolean; readonly batches: number; readonly next: number }>;
}

function startWorker(): Worker {
  return new Worker('/encoder-worker.js', { type: 'module' });
}

const workerPage: WorkerPage = {
  async encode(windows, device, repeats) {
    const encoder = await startEncoderWorker(startWorker(), { model: '/model', device, wasmPaths: '/ort' });
    const input = Float32Array.from(windows);
    const many = new Float32Array(repeats * input.length);
    for (let i = 0; i < repeats; i++) many.set(input, i * input.length);
    const progress: (readonly [number, number | undefined])[] = [];
    const [embeddings, all] = await Promise.all([
      encoder.encode(input),
      encoder.encode(many, { onProgress: ({ completed, total }) => progress.push([completed, total]) }),
    ]);
    const { provider, fallbackReason } = encoder;
    await encoder.release();
    return {
      embeddings: Array.from(embeddings),
      embeddingsOfRepeats: Array.from(all.subarray(all.length - embeddings.length)),
      provider,
      fallbackReason,
      inputIsIntact: input.length === windows.length && many.length === repeats * windows.length,
      progress,
    };
  },

  async open(model, device) {
    try {
      await startEncoderWorker(startWorker(), { model, device, wasmPaths: '/ort' });
    } catch (error) {
      const { name: className } = (error as Error).constructor;
      return { className, code: (error as { code?: unknown }).code, message: (error as Error).message };
    }
    throw new Error(`${model} was opened`);
  },

  async abort(windows) {
    const encoder = await startEncoderWorker(startWorker(), {
      model: '/model',
      device: 'wasm',
      wasmPaths: '/ort',
      batchSize: 1,
    });
    const input = Float32Array.from(windows);
    const controller = new AbortController();
    const reason = new Error('changed my mind');
    let batches = 0;
    const thrown = await encoder
      .encode(input, {
        signal: controller.signal,
        onProgress() {
          batches++;
          controller.abort(reason);
        },
      })
      .catch((error: unknown) => error);
    const next = await encoder.encode(input.subarray(0, 880));
    await encoder.release();
    return { isReason: thrown === reason, batches, next: next.length };
  },
};

Object.assign(globalThis, { workerPage });
