import type { RunOptions } from '@midizero/core';
import type { PieceIndex } from '../piece-index/contract.js';
import { type ReadIndexOptions, readIndexFile } from '../piece-index/file/read-file.js';
import { runReading } from '../piece-index/file/run-reading.js';
import { IndexDownload } from './index-download.js';

export interface OpenIndexFromUrlOptions extends ReadIndexOptions, RunOptions {
  /** @default the global fetch */
  readonly fetch?: typeof fetch | undefined;
}

/**
 * Opens an index file over HTTP and verifies every byte of it. The bytes go straight into the index's columns, so that
 * opening takes no more memory than the index. The first pages come first: what is no index, or another encoder's, is
 * refused before the rest is fetched. `onProgress` counts the bytes.
 * @param url relative to the page, in a page
 * @throws IndexFetchError if it cannot be fetched, or something else comes
 * @throws IndexFormatError for a file that is no index, is damaged, truncated or of another format version
 * @throws IncompatibleIndexError if the index is another encoder's than `encoderId`
 */
export async function openIndexFromUrl(
  url: string | URL,
  { fetch: fetchFunction = fetch, encoderId, signal, onProgress }: OpenIndexFromUrlOptions = {},
): Promise<PieceIndex> {
  const download = new IndexDownload(String(url), fetchFunction, signal);
  try {
    return await runReading(readIndexFile({ encoderId }), (request) => download.fill(request), {
      stage: 'fetch index',
      signal,
      onProgress,
    });
  } finally {
    download.close();
  }
}
