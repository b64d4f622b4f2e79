import { throwIfAborted } from '@midizero/core';
import { ModelFormatError } from '../errors.js';
import { ModelFetchError } from './model-fetch-error.js';

/** @throws ModelFetchError where there is no answer, or one that is not a success */
export async function fetchFile(url: string, signal: AbortSignal | undefined): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, signal === undefined ? {} : { signal });
  } catch (cause) {
    throwIfAborted(signal);
    throw new ModelFetchError(url, 'could not be reached', { cause });
  }
  if (response.ok) return response;
  const { status, statusText } = response;
  throw new ModelFetchError(url, `the server answered ${status} ${statusText}`.trimEnd(), { status });
}

export interface ReadBodyOptions {
  /** What the body must come to: its size after decompression, which no header tells. */
  readonly expectedBytes: number;
  readonly signal: AbortSignal | undefined;
  /** Called with the bytes read so far. */
  readonly onBytes: (completed: number) => void;
}

/**
 * The body of an answer, as it comes.
 * @throws ModelFormatError for a body of another size
 * @throws ModelFetchError if the connection breaks
 */
export async function readBody(response: Response, url: string, options: ReadBodyOptions): Promise<Uint8Array> {
  const { expectedBytes, signal, onBytes } = options;
  const refuseSize = (actual: string): never => {
    const message = `${url}: expected ${expectedBytes} bytes as its manifest says, got ${actual}; fetch the model again`;
    throw new ModelFormatError(message, { url, expectedBytes });
  };
  const bytes = new Uint8Array(expectedBytes);
  let completed = 0;
  const reader = response.body!.getReader();
  try {
    for (;;) {
      const { done, value } = await readChunk(reader, url, signal);
      if (done) break;
      if (completed + value.length > expectedBytes) refuseSize('more');
      bytes.set(value, completed);
      completed += value.length;
      onBytes(completed);
    }
  } catch (error) {
    // Not awaited: the cancelling of a body whose fetch was aborted may never settle.
    reader.cancel().catch(() => undefined);
    throw error;
  }
  if (completed < expectedBytes) refuseSize(String(completed));
  return bytes;
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

async function readChunk(
  reader: Reader,
  url: string,
  signal: AbortSignal | undefined,
): Promise<Awaited<ReturnType<Reader['read']>>> {
  try {
    return await reader.read();
  } catch (cause) {
    throwIfAborted(signal);
    throw new ModelFetchError(url, 'the connection broke', { cause });
  }
}
