import { type RunOptions, throwIfAborted } from '@midizero/core';

/**
 * A file of this page, its bytes counted as they come.
 * @param stage names the fetching in `onProgress`
 * @throws Error with the server's answer if it is not a success
 */
export async function fetchBytes(
  url: string,
  stage: string,
  { signal, onProgress }: RunOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, signal === undefined ? {} : { signal });
  if (!response.ok || response.body === null) throw new Error(`${url}: the server answered ${response.status}`);
  // The length of a compressed body says nothing of what will come out of it.
  const isCompressed = response.headers.has('content-encoding');
  const total = isCompressed ? undefined : Number(response.headers.get('content-length')) || undefined;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let completed = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    throwIfAborted(signal);
    chunks.push(value);
    completed += value.length;
    onProgress?.({ stage, completed, total, unit: 'bytes' });
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
