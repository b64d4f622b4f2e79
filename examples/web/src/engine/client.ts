import type { RunOptions } from '@midizero/core';
import type { EngineMethods, MethodName, Reply, Request } from './protocol.js';

interface Call {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: RunOptions['onProgress'];
}

/** The engine in its worker, as the page sees it. */
export class EngineClient {
  readonly #worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'engine' });
  readonly #calls = new Map<number, Call>();
  #lastId = 0;

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#receive(data));
    this.#worker.addEventListener('error', ({ message }) => {
      this.#failAll(
        new Error(`the search engine stopped (${message || 'its script could not be loaded'}); reload the page`),
      );
    });
  }

  /**
   * @param args as the method takes them
   * @throws Error with the engine's words; an `AbortError` if the signal stopped it
   */
  call<M extends MethodName>(
    method: M,
    args: Parameters<EngineMethods[M]>,
    { signal, onProgress }: RunOptions = {},
  ): Promise<ReturnType<EngineMethods[M]>> {
    const id = ++this.#lastId;
    signal?.addEventListener('abort', () => this.#send({ id, method: 'abort' }), { once: true });
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject, onProgress });
      this.#send({ id, method, args } as Request);
    });
  }

  #send(request: Request): void {
    this.#worker.postMessage(request);
  }

  #receive(reply: Reply): void {
    const call = this.#calls.get(reply.id);
    if (call === undefined) return;
    if ('progress' in reply) {
      call.onProgress?.(reply.progress);
      return;
    }
    this.#calls.delete(reply.id);
    if ('result' in reply) call.resolve(reply.result as never);
    else call.reject(Object.assign(new Error(reply.error.message), { name: reply.error.name }));
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#calls.values()) reject(error);
    this.#calls.clear();
  }
}
