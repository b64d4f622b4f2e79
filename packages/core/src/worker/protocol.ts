import type { Progress, RunOptions } from '../progress.js';
import type { ErrorMessage } from './error-message.js';
import type { Transferred } from './serve-calls.js';

/** Methods that one thread calls in another: arguments and results are things that structured clone can copy. */
export type RemoteMethods<M> = { readonly [K in keyof M]: (...args: never[]) => unknown };

type Handled<R> = R | Transferred<R>;

/** What answers each method: the caller's arguments, then signal and progress of this call. */
export type CallHandlers<M extends RemoteMethods<M>> = {
  readonly [K in keyof M]: (
    ...args: [...Parameters<M[K]>, Required<RunOptions>]
  ) => Handled<ReturnType<M[K]>> | Promise<Handled<ReturnType<M[K]>>>;
};

/** From the caller. */
export type Request =
  | { readonly id: number; readonly method: string; readonly args: readonly unknown[] }
  | { readonly id: number; readonly abort: true };

/** From the worker. */
export type Reply =
  | { readonly id: number; readonly progress: Progress }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: ErrorMessage };

/** Whether a message is of this protocol: an endpoint may carry others beside it. */
export function isRequest(message: unknown): message is Request {
  return hasId(message) && ('method' in message || 'abort' in message);
}

export function isReply(message: unknown): message is Reply {
  return hasId(message) && ('progress' in message || 'result' in message || 'error' in message);
}

function hasId(message: unknown): message is { readonly id: number } {
  return typeof message === 'object' && message !== null && typeof (message as { id?: unknown }).id === 'number';
}
