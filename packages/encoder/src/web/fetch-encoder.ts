import type { RunOptions } from '@midizero/core';
import type { OnnxRuntime } from '@midizero/onnx';
import { createEncoder, type LoadedEncoder } from '../encoder.js';
import { type EncoderManifest, parseManifest } from '../manifest.js';
import { fetchFile, readBody } from './fetch-bytes.js';

/** Where the two files of a model are, for bundlers that give files names of their own. */
export interface ModelAddresses {
  readonly manifestUrl: string | URL;
  readonly modelUrl: string | URL;
}

export interface FetchEncoderOptions extends RunOptions {
  readonly runtime: OnnxRuntime;
  /** Windows of one run. @default 256 */
  readonly batchSize?: number;
}

/**
 * Manifest and ONNX bytes of a model folder over HTTP. `onProgress` counts the bytes of the weights, of which the
 * manifest tells the total.
 * @param from address of a folder with manifest.json and the .onnx file that it names, or the addresses of the two files
 * @throws ModelFetchError if a file cannot be fetched
 * @throws ModelFormatError if a file is not what it should be
 */
export async function fetchModel(
  from: string | URL | ModelAddresses,
  { signal, onProgress }: RunOptions = {},
): Promise<{ manifest: EncoderManifest; model: Uint8Array }> {
  const address = modelAddress(from);
  const manifestResponse = await fetchFile(address.manifestUrl, signal);
  const manifest = parseManifest(await manifestResponse.text(), address.manifestUrl);
  const modelUrl = address.modelUrl(manifest.model);
  const model = await readBody(await fetchFile(modelUrl, signal), modelUrl, {
    expectedBytes: manifest.bytes,
    signal,
    onBytes: (completed) => onProgress?.({ stage: 'fetch model', completed, total: manifest.bytes, unit: 'bytes' }),
  });
  return { manifest, model };
}

/**
 * Loads the encoder of a model folder over HTTP; see {@link fetchModel}.
 * @throws ModelFetchError if a file cannot be fetched
 * @throws ModelFormatError if a file is not what it should be
 * @throws OnnxRuntimeError if the runtime refuses the model
 */
export async function fetchEncoder(
  from: string | URL | ModelAddresses,
  { runtime, batchSize, ...options }: FetchEncoderOptions,
): Promise<LoadedEncoder> {
  const fetched = await fetchModel(from, options);
  return createEncoder({ runtime, ...fetched, ...(batchSize !== undefined && { batchSize }) });
}

interface ModelAddress {
  readonly manifestUrl: string;
  /** @param fileName as the manifest has it */
  readonly modelUrl: (fileName: string) => string;
}

function modelAddress(from: string | URL | ModelAddresses): ModelAddress {
  if (typeof from === 'object' && 'manifestUrl' in from) {
    return { manifestUrl: String(from.manifestUrl), modelUrl: () => String(from.modelUrl) };
  }
  const folder = String(from).replace(/\/?$/, '/');
  return { manifestUrl: `${folder}manifest.json`, modelUrl: (fileName) => folder + encodeURIComponent(fileName) };
}
