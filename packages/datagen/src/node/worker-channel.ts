import { Worker } from 'node:worker_threads';
import type { WorkerTask } from './worker-messages.js';

interface Waiting<Reply> {
  resolve(reply: Reply): void;
  reject(reason: unknown): void;
}

/** A worker that answers requests in the order in which they are made. */
export class WorkerChannel<Request, Reply> {
  readonly #worker: Worker;
  #waiting: Waiting<Reply>[] = [];
  #failure: { readonly reason: unknown } | undefined;

  constructor(task: WorkerTask) {
    // This code is built into dist/node.js, and the worker into dist/node/.
    // Flags such as --input-type are for the main thread's entry, and keep a worker from starting.
    this.#worker = new Worker(new URL('./node/datagen-worker.js', import.meta.url), { workerData: task, execArgv: [] });
    this.#worker.on('message', (reply: Reply) => this.#waiting.shift()?.resolve(reply));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`the worker ended with exit code ${code}`)));
  }

  /** @param given arrays that go to the worker with the message; they are empty here afterwards */
  request(message: Request, given: readonly ArrayBufferView[] = []): Promise<Reply> {
    const reply = new Promise<Reply>((resolve, reject) => {
      if (this.#failure) reject(this.#failure.reason);
      else this.#waiting.push({ resolve, reject });
    });
    // Replies are awaited in order, so that one may fail before anybody looks at it.
    reply.catch(() => {});
    if (!this.#failure) {
      this.#worker.postMessage(
        message,
        given.map(({ buffer }) => buffer as ArrayBuffer),
      );
    }
    return reply;
  }

  /** Ends the worker; requests without a reply fail with `reason`. */
  async close(reason: unknown): Promise<void> {
    this.#fail(reason);
    await this.#worker.terminate();
  }

  #fail(reason: unknown): void {
    this.#failure ??= { reason };
    for (const { reject } of this.#waiting) reject(this.#failure.reason);
    this.#waiting = [];
  }
}

/** Runs `work` with channels that are closed when it ends or when the signal is aborted, whichever comes first. */
export async function* withChannels<Request, Reply, Result>(
  task: WorkerTask,
  count: number,
  signal: AbortSignal | undefined,
  work: (channels: readonly WorkerChannel<Request, Reply>[]) => AsyncGenerator<Result, void, void>,
): AsyncGenerator<Result, void, void> {
  signal?.throwIfAborted();
  const channels = Array.from({ length: count }, () => new WorkerChannel<Request, Reply>(task));
  const closeAll = (reason: unknown): Promise<unknown> => Promise.all(channels.map((channel) => channel.close(reason)));
  const onAbort = (): void => void closeAll(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    yield* work(channels);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await closeAll(new Error('the work has ended'));
  }
}
