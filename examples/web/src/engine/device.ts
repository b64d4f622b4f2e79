import type { RunOptions } from '@midizero/core';
import type { LoadedEncoder } from '@midizero/encoder';
import { fetchEncoder } from '@midizero/encoder/web';
import { DeviceUnavailableError, type OnnxRuntime } from '@midizero/onnx';
import { chooseProvider, defaultThreads, type WebProvider } from '@midizero/onnx/web';
import { KEY_COUNT } from '@midizero/pitch-matrix';
import { manifestUrl, modelUrl } from '@midizero/pitch-resnet';
import { errorWords } from '../text.js';
import type { DeviceFacts } from './protocol.js';
import { startWasmRuntime } from './runtime.js';

/** What computes, with the network on it. */
export interface Device {
  readonly facts: DeviceFacts;
  readonly runtime: OnnxRuntime;
  readonly encoder: LoadedEncoder;
}

/** Loads runtime and network. Where WebGPU does not start, WebAssembly takes its place and `facts` say why. */
export async function openDevice(wanted: WebProvider, options: RunOptions): Promise<Device> {
  const threads = defaultThreads();
  if (wanted === 'wasm')
    return { ...(await load('wasm', options)), facts: { provider: 'wasm', threads, fallbackReason: undefined } };
  try {
    await chooseProvider('webgpu');
    const loaded = await load('webgpu', options);
    await loaded.encoder.encode(new Float32Array(loaded.encoder.windowFrames * KEY_COUNT)); // shaders fail here
    return { ...loaded, facts: { provider: 'webgpu', threads, fallbackReason: undefined } };
  } catch (error) {
    options.signal?.throwIfAborted();
    const fallbackReason = error instanceof DeviceUnavailableError ? String(error.details.reason) : errorWords(error);
    return { ...(await load('wasm', options)), facts: { provider: 'wasm', threads, fallbackReason } };
  }
}

async function load(provider: WebProvider, options: RunOptions): Promise<Omit<Device, 'facts'>> {
  const runtime =
    provider === 'wasm'
      ? await startWasmRuntime(options)
      : await (await import('./webgpu-runtime.js')).startWebGpuRuntime(options);
  return { runtime, encoder: await fetchEncoder({ manifestUrl, modelUrl }, { ...options, runtime }) };
}
