import { isMidizeroError, throwIfAborted } from '@midizero/core';
import { SEGMENTS_START } from '../piece-index/file/layout.js';
import { truncated } from '../piece-index/file/open.js';
import type { ReadRequest } from '../piece-index/file/read-file.js';
import { ByteStream } from './byte-stream.js';
import { IndexFetchError } from './index-fetch-error.js';

/** A broken connection is taken up again this often, as long as nothing has come since the last time. */
const LONGEST_RUN_OF_FAILURES = 3;

/**
 * One index file over HTTP, from its first byte to the last committed one. The first pages are asked for by range; a
 * server that knows no ranges sends the whole file, which does as well, only that a broken connection is then the end.
 */
export class IndexDownload {
  readonly #url: string;
  readonly #fetch: typeof fetch;
  readonly #signal: AbortSignal | undefined;
  #body: ByteStream | undefined;
  /** Where the body that is being read ends; undefined for one that is the whole file. */
  #rangeEnd: number | undefined;
  #entityTag: string | null = null;

  constructor(url: string, fetchFunction: typeof fetch, signal: AbortSignal | undefined) {
    this.#url = url;
    this.#fetch = fetchFunction;
    this.#signal = signal;
  }

  /** Fills a request's target. @throws IndexFetchError, IndexFormatError, or the signal's reason */
  async fill(request: ReadRequest): Promise<void> {
    const { target, byteOffset } = request;
    let filled = 0;
    let failures = 0;
    while (filled < target.length) {
      throwIfAborted(this.#signal);
      const before = filled;
      try {
        const body = await this.#bodyAt(byteOffset + filled, request);
        filled = await body.fill(target, filled);
        if (filled < target.length && byteOffset + filled !== this.#rangeEnd) {
          if (this.#rangeEnd === undefined) throw truncated(request, byteOffset + filled);
          throw new Error('the answer ended before its range did');
        }
      } catch (cause) {
        if (isMidizeroError(cause)) throw cause;
        throwIfAborted(this.#signal);
        filled = (this.#body?.position ?? byteOffset + filled) - byteOffset;
        failures = filled > before ? 1 : failures + 1;
        if (byteOffset + filled === 0) throw new IndexFetchError(this.#url, 'could not be reached', { cause });
        if (this.#rangeEnd === undefined || failures > LONGEST_RUN_OF_FAILURES) {
          throw new IndexFetchError(this.#url, 'the connection broke', { cause });
        }
        this.#body = undefined;
      }
    }
  }

  close(): void {
    this.#body?.cancel();
  }

  /** The body that holds the bytes from `position` on, asked for where there is none yet. */
  async #bodyAt(position: number, request: ReadRequest): Promise<ByteStream> {
    if (this.#body === undefined || position === this.#rangeEnd) {
      this.#body = undefined;
      this.#body = await this.#ask(position, request.totalBytes || SEGMENTS_START, request);
    }
    return this.#body;
  }

  /** Asks for bytes `from` to `end`. @throws TypeError if the server cannot be reached */
  async #ask(from: number, end: number, request: ReadRequest): Promise<ByteStream> {
    const fetchFunction = this.#fetch;
    const response = await fetchFunction(this.#url, {
      headers: { range: `bytes=${from}-${end - 1}` },
      ...(this.#signal && { signal: this.#signal }),
    });
    const { status, statusText, headers, body } = response;
    const refuse = (reason: string): never => {
      body?.cancel().catch(() => undefined);
      throw new IndexFetchError(this.#url, reason, { status });
    };
    // A range that begins behind the end of the file.
    if (status === 416) throw truncated(request, from);
    if (!response.ok) refuse(`the server answered ${status} ${statusText}`.trimEnd());
    if (/^text\/html\b/i.test(headers.get('content-type') ?? '')) refuse('the server answered with a page');
    const entityTag = headers.get('etag');
    if (from > 0 && entityTag !== this.#entityTag) refuse('the file has changed while it was read; open it again');
    this.#entityTag = entityTag;
    if (status === 206) {
      const range = /^bytes (\d+)-(\d+)\//.exec(headers.get('content-range') ?? '');
      // Where the header is hidden from us by CORS, the checksums tell.
      if (range !== null && Number(range[1]) !== from) refuse(`the server answered with bytes from ${range[1]}`);
      this.#rangeEnd = range === null ? end : Number(range[2]) + 1;
    } else if (from > 0) {
      refuse('the server answered once with a part of the file and once with the whole');
    } else {
      this.#rangeEnd = undefined;
    }
    if (body === null) return refuse('the server answered with nothing');
    return new ByteStream(body, from);
  }
}
