import { describe, expect, test } from 'vitest';
import type { OrtSession, OrtSessionOptions, OrtTensor } from '../runtime/ort-api.js';
import type { OrtWebModule } from './web-runtime.js';
import { createWebRuntime } from './web-runtime.js';

/** Stands in for onnxruntime-web: doubles `x`, and notes how it was used. */
function fakeOrt(): OrtWebModule & { readonly seen: OrtSessionOptions[]; running: number; mostRunning: number } {
  class FakeTensor implements OrtTensor {
    readonly location = 'cpu';
    readonly type: string;
    readonly data: Float32Array;
    readonly dims: readonly number[];
    constructor(type: string, data: unknown, dims: readonly number[]) {
      this.type = type;
      this.data = data as Float32Array;
      this.dims = dims;
    }
    async getData(): Promise<unknown> {
      return this.data;
    }
    dispose(): void {}
  }
  const session: OrtSession = {
    inputNames: ['x'],
    outputNames: ['y'],
    async run(feeds) {
      fake.running++;
      fake.mostRunning = Math.max(fake.mostRunning, fake.running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      fake.running--;
      const x = feeds.x as FakeTensor;
      return {
        y: new FakeTensor(
          'float32',
          x.data.map((value) => 2 * value),
          x.dims,
        ),
      };
    },
    async release() {},
  };
  const fake = {
    seen: [] as OrtSessionOptions[],
    running: 0,
    mostRunning: 0,
    env: { wasm: {} as { wasmPaths?: unknown; numThreads?: number } },
    Tensor: FakeTensor,
    InferenceSession: {
      async create(_: Uint8Array, options: OrtSessionOptions = {}) {
        fake.seen.push(options);
        return session;
      },
    },
  };
  return fake;
}

describe('the web runtime', () => {
  test('passes its settings on and asks ONNX Runtime for errors only', async () => {
    const ort = fakeOrt();
    const runtime = await createWebRuntime({ ort, provider: 'webgpu', wasmPaths: '/ort/', threads: 3 });
    expect(runtime.name).toBe('onnxruntime-web/webgpu');
    expect(ort.env.wasm).toEqual({ wasmPaths: '/ort/', numThreads: 3 });
    await runtime.createSession(new Uint8Array(), { keepOnDevice: ['y'] });
    await runtime.createSession(new Uint8Array(), { keepOnDevice: 'all' });
    expect(ort.seen[0]).toMatchObject({
      executionProviders: ['webgpu'],
      logSeverityLevel: 3,
      preferredOutputLocation: { y: 'gpu-buffer' },
    });
    expect(ort.seen[1]).toMatchObject({ preferredOutputLocation: 'gpu-buffer' });
  });

  test('never lets two runs overlap', async () => {
    const ort = fakeOrt();
    const runtime = await createWebRuntime({ ort, provider: 'wasm' });
    const sessions = await Promise.all([
      runtime.createSession(new Uint8Array()),
      runtime.createSession(new Uint8Array()),
    ]);
    const x = runtime.createTensor('float32', Float32Array.of(21), [1]);
    const results = await Promise.all([...sessions, ...sessions].map((session) => session.run({ x })));
    expect(await Promise.all(results.map(async ({ y }) => (await y!.download())[0]))).toEqual([42, 42, 42, 42]);
    expect(ort.mostRunning).toBe(1);
  });
});
