import type { RunOptions } from '@midizero/core';
import type { OnnxRuntime } from '@midizero/onnx';
import { createWebRuntime, type OrtWebModule } from '@midizero/onnx/web';
import mjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import * as ort from 'onnxruntime-web/webgpu';
import { fetchBytes } from './fetch-bytes.js';

/** ONNX Runtime on WebGPU, from this page's own files. A module of its own, so that only who wants it fetches it. */
export async function startWebGpuRuntime(options: RunOptions): Promise<OnnxRuntime> {
  ort.env.wasm.wasmBinary = await fetchBytes(wasmUrl, 'fetch runtime', options);
  return createWebRuntime({
    ort: ort as unknown as OrtWebModule,
    provider: 'webgpu',
    wasmPaths: { mjs: new URL(mjsUrl, location.href).href },
  });
}
