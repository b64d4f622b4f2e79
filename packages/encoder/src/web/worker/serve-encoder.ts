import { InvalidArgumentError, isMidizeroError, type RunOptions, throwIfAborted } from '@midizero/core';
import { type MessageEndpoint, serveCalls, Transferred } from '@midizero/core/worker';
import { chooseProvider, createWebRuntime, type WebProvider } from '@midizero/onnx/web';
import { createEncoder, type LoadedEncoder } from '../../encoder.js';
import { windowSize } from '../../manifest.js';
import { fetchModel } from '../fetch-encoder.js';
import type { EncoderWorkerMethods, OpenEncoderRequest, OpenedEncoder } from './protocol.js';

/**
 * Makes the worker that this runs in an encoder, for `startEncoderWorker` of `@midizero/encoder/web` to use. A worker's script
 * is complete with this one call. All runs wait in the one queue of its runtime.
 * @param endpoint where the page's calls come in @default the worker that this runs in
 */
export function serveEncoder(endpoint?: MessageEndpoint): void {
  let encoder: LoadedEncoder | undefined;

  function requireEncoder(): LoadedEncoder {
    if (encoder === undefined) throw new InvalidArgumentError('encoder', 'open a model before encoding with it');
    return encoder;
  }

  serveCalls<EncoderWorkerMethods>(
    {
      async open(request, options) {
        const opened = await openEncoder(request, options);
        await encoder?.release();
        ({ encoder } = opened);
        return opened.facts;
      },
      async encode(windows, options) {
        const embeddings = await requireEncoder().encode(windows, options);
        return new Transferred(embeddings, [embeddings.buffer as ArrayBuffer]);
      },
      async release() {
        await encoder?.release();
        encoder = undefined;
      },
    },
    endpoint,
  );
}

async function openEncoder(
  { model: address, device, wasmPaths, threads, batchSize }: OpenEncoderRequest,
  options: RunOptions,
): Promise<{ encoder: LoadedEncoder; facts: OpenedEncoder }> {
  const { provider, fallbackReason } = await chooseProvider(device);
  const fetched = await fetchModel(address, options);
  throwIfAborted(options.signal);

  async function openOn(chosen: WebProvider): Promise<LoadedEncoder> {
    const runtime = await createWebRuntime({
      provider: chosen,
      ...(wasmPaths[chosen] !== undefined && { wasmPaths: wasmPaths[chosen] }),
      ...(threads !== undefined && { threads }),
    });
    const encoder = await createEncoder({ runtime, ...fetched, ...(batchSize !== undefined && { batchSize }) });
    await encoder.encode(new Float32Array(windowSize(fetched.manifest))); // shaders that cannot be built fail here
    return encoder;
  }

  const facts = { manifest: fetched.manifest, provider, fallbackReason };
  try {
    return { encoder: await openOn(provider), facts };
  } catch (error) {
    const isOfTheDevice = isMidizeroError(error) && error.code.startsWith('ONNX_');
    if (device !== 'auto' || provider === 'wasm' || !isOfTheDevice) throw error;
    const encoder = await openOn('wasm');
    return { encoder, facts: { ...facts, provider: 'wasm', fallbackReason: `WebGPU failed: ${error.message}` } };
  }
}
