import { InvalidArgumentError } from '../errors.js';
import { toErrorMessage } from './error-message.js';
import { listen, type MessageEndpoint } from './message-endpoint.js';
import { type CallHandlers, isRequest, type RemoteMethods, type Reply } from './protocol.js';

/** A result whose buffers move to the caller instead of being copied; the worker cannot use them afterwards. */
export class Transferred<R> {
  readonly result: R;
  readonly transfer: ArrayBuffer[];

  constructor(result: R, transfer: ArrayBuffer[]) {
    this.result = result;
    this.transfer = transfer;
  }
}

type Handler = (...args: unknown[]) => unknown;

/**
 * Answers the calls that come in at an endpoint. Calls may overlap; a handler that must not run twice at once queues.
 * @param endpoint where calls come in, such as `parentPort` in a worker of Node's @default the browser's worker that this runs in
 */
export function serveCalls<M extends RemoteMethods<M>>(
  handlers: CallHandlers<M>,
  endpoint: MessageEndpoint = globalThis as unknown as MessageEndpoint,
): void {
  const running = new Map<number, AbortController>();
  const handlerOf = new Map(Object.entries(handlers) as [string, Handler][]);

  async function serve(id: number, method: string, args: readonly unknown[]): Promise<void> {
    const reply = (message: Reply, transfer: ArrayBuffer[] = []): void => endpoint.postMessage(message, transfer);
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const handler = handlerOf.get(method);
      if (handler === undefined) throw new InvalidArgumentError('method', `this worker has no method "${method}"`);
      const outcome = await handler(...args, {
        signal: controller.signal,
        onProgress: (progress: Extract<Reply, { progress: unknown }>['progress']) => reply({ id, progress }),
      });
      if (outcome instanceof Transferred) reply({ id, result: outcome.result }, outcome.transfer);
      else reply({ id, result: outcome });
    } catch (error) {
      reply({ id, error: toErrorMessage(error) });
    } finally {
      running.delete(id);
    }
  }

  listen(endpoint, {
    onMessage(message) {
      if (!isRequest(message)) return;
      if ('abort' in message) running.get(message.id)?.abort();
      else void serve(message.id, message.method, message.args);
    },
  });
}
