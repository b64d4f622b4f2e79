import type { WasmPaths, WebProvider } from '@midizero/onnx/web';
import type { EncoderManifest } from '../../manifest.js';

/** What the worker needs to load an encoder; all addresses are absolute, since a worker's own differs from the page's. */
export interface OpenEncoderRequest {
  readonly model: string | { readonly manifestUrl: string; readonly modelUrl: string };
  readonly device: WebProvider | 'auto';
  readonly wasmPaths: Readonly<Partial<Record<WebProvider, WasmPaths>>>;
  readonly threads: number | undefined;
  readonly batchSize: number | undefined;
}

export interface OpenedEncoder {
  readonly manifest: EncoderManifest;
  readonly provider: WebProvider;
  readonly fallbackReason: string | undefined;
}

/** What the page calls in the worker. */
export interface EncoderWorkerMethods {
  open(request: OpenEncoderRequest): OpenedEncoder;
  /** @param windows size n * windowFrames * 88 @returns size n * dimensions */
  encode(windows: Float32Array): Float32Array;
  release(): void;
}
