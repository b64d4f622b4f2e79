import { type RunOptions, throwIfAborted } from '@midizero/core';
import type { OnnxRuntime } from '@midizero/onnx';
import { TranscriptionModelError } from '../errors.js';
import { createTranscriber, type Transcriber } from '../transcriber.js';

export interface FetchTranscriberOptions extends Pick<RunOptions, 'signal'> {
  readonly runtime: OnnxRuntime;
}

/**
 * Loads the model over HTTP; it has 155 KB.
 * @param modelUrl the `modelUrl` of `@midizero/basic-pitch`, or wherever its .onnx file lies
 * @throws TranscriptionModelError if it cannot be fetched, or is another model
 */
export async function fetchTranscriber(
  modelUrl: string | URL,
  { runtime, signal }: FetchTranscriberOptions,
): Promise<Transcriber> {
  const model = await fetchBytes(String(modelUrl), signal);
  return createTranscriber({ runtime, model });
}

async function fetchBytes(url: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
  try {
    const response = await fetch(url, signal === undefined ? {} : { signal });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    throw new TranscriptionModelError(`${url}: the server answered ${response.status} ${response.statusText}`, {
      url,
      status: response.status,
    });
  } catch (cause) {
    throwIfAborted(signal);
    if (cause instanceof TranscriptionModelError) throw cause;
    throw new TranscriptionModelError(`${url}: could not be reached`, { url }, { cause });
  }
}
