import { fetchEncoder } from '../../../packages/encoder/src/web.js';
import { createWebRuntime } from '../../../packages/onnx/src/web.js';

/** What `embeddings.test.ts` calls in the page. */
export interface EncodePage {
  /** @param windows size n * 880 @returns size n * d */
  encode(windows: readonly number[], threads: number): Promise<number[]>;
}

const encodePage: EncodePage = {
  async encode(windows, threads) {
    const runtime = await createWebRuntime({
      provider: 'wasm',
      threads,
      wasmPaths: {
        mjs: new URL('/ort/ort-wasm-simd-threaded.mjs', location.href).href,
        wasm: new URL('/ort/ort-wasm-simd-threaded.wasm', location.href).href,
      },
    });
    const encoder = await fetchEncoder('/model', { runtime });
    return Array.from(await encoder.encode(Float32Array.from(windows)));
  },
};

Object.assign(globalThis, { encodePage });
