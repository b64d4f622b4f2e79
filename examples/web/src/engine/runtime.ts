import type { RunOptions } from '@midizero/core';
import type { OnnxRuntime } from '@midizero/onnx';
import { createWebRuntime, type OrtWebModule } from '@midizero/onnx/web';
import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import * as ort from 'onnxruntime-web/wasm';
import { fetchBytes } from './fetch-bytes.js';

/** ONNX Runtime on WebAssembly, from this page's own files, with threads where the page is cross-origin isolated. */
export async function startWasmRuntime(options: RunOptions): Promise<OnnxRuntime> {
  // Fetched here and not by the module: it is the largest file of the page, and there should be progress to see.
  ort.env.wasm.wasmBinary = await fetchBytes(wasmUrl, 'fetch runtime', options);
  return createWebRuntime({
    ort: ort as unknown as OrtWebModule,
    provider: 'wasm',
    wasmPaths: { mjs: new URL(mjsUrl, location.href).href },
  });
}
