import type { RunOptions } from '../progress.js';
import { type ErrorClasses, fromErrorMessage } from './error-message.js';
import { WorkerStoppedError } from './errors.js';
import { listen, type MessageEndpoint } from './message-endpoint.js';
import { isReply, type RemoteMethods, type Reply, type Request } from './protocol.js';

export type { ErrorClasses } from './error-message.js';

export interface CallOptions extends RunOptions {
  /** Buffers among the arguments that move to the worker instead of being copied. @default none */
  readonly transfer?: ArrayBuffer[];
}

export interface ConnectOptions {
  /** Names the worker in errors. @default 'the worker' */
  readonly name?: string;
  /** Classes that errors from the worker become again, by their code. @default plain {@link MidizeroError}s with that code */
  readonly errorClasses?: ErrorClasses;
}

/** The worker's methods, as the thread that asks has them. */
export interface Caller<M extends RemoteMethods<M>> {
  /**
   * @param args as the method takes them
   * @throws what the worker threw, with its code and details; the signal's reason if that stopped it
   * @throws WorkerStoppedError if the worker ended before it answered
   */
  call<K extends keyof M & string>(
    method: K,
    args: Parameters<M[K]>,
    options?: CallOptions,
  ): Promise<Awaited<ReturnType<M[K]>>>;
  /** Fails the calls under way, and all later ones: for whoever has ended the worker. @param reason in words */
  stop(reason: string): void;
}

interface OpenCall {
  readonly receive: (reply: Reply) => void;
  readonly fail: (error: Error) => void;
}

/** Calls the methods that `serveCalls` answers at the other end. */
export function connectCalls<M extends RemoteMethods<M>>(
  endpoint: MessageEndpoint,
  { name = 'the worker', errorClasses = {} }: ConnectOptions = {},
): Caller<M> {
  const calls = new Map<number, OpenCall>();
  let lastId = 0;
  let stopped: WorkerStoppedError | undefined;

  function stop(reason: string): void {
    stopped ??= new WorkerStoppedError(name, reason);
    for (const { fail } of [...calls.values()]) fail(stopped);
  }

  function send(request: Request, transfer: ArrayBuffer[] = []): void {
    endpoint.postMessage(request, transfer);
  }

  async function call(method: string, args: readonly unknown[], options: CallOptions = {}): Promise<unknown> {
    const { signal, onProgress, transfer = [] } = options;
    signal?.throwIfAborted();
    if (stopped !== undefined) throw stopped;
    const id = ++lastId;
    const abort = (): void => send({ id, abort: true });
    try {
      return await new Promise((resolve, reject) => {
        const receive = (reply: Reply): void => {
          if ('result' in reply) resolve(reply.result);
          else if ('error' in reply) {
            reject(signal?.aborted ? signal.reason : fromErrorMessage(reply.error, errorClasses));
          } else {
            try {
              onProgress?.(reply.progress);
            } catch (error) {
              abort();
              reject(error);
            }
          }
        };
        calls.set(id, { receive, fail: reject });
        signal?.addEventListener('abort', abort, { once: true });
        send({ id, method, args }, transfer);
      });
    } finally {
      calls.delete(id);
      signal?.removeEventListener('abort', abort);
    }
  }

  listen(endpoint, {
    onMessage: (message) => {
      if (isReply(message)) calls.get(message.id)?.receive(message);
    },
    onStop: stop,
  });
  return { call: call as Caller<M>['call'], stop };
}
