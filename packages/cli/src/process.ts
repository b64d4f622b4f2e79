import { main } from './main.js';
import type { InputStream, OutputStream } from './terminal/context.js';

/** The part of Node's `process` that a run needs. */
export interface ProcessLike {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  exitCode?: number | string | null | undefined;
  once(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  removeListener(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

/**
 * Runs {@link main} for a process: its arguments, its streams, Ctrl-C. Sets `exitCode` instead of exiting, so that
 * output on its way through a pipe arrives. `MIDIZERO_DEBUG=1` in the environment shows the stack of a failure.
 */
export async function runProcess(process: ProcessLike): Promise<void> {
  const { stdout, stderr, env } = process;
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  let readerLeft = false;
  const onStreamError = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') throw error;
    // `midizero … | head`: nobody reads on, so there is nothing left to do, and nothing went wrong.
    readerLeft = true;
    interruption.abort();
  };
  stdout.on('error', onStreamError);
  stderr.on('error', onStreamError);
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    const debug = env.MIDIZERO_DEBUG === '1';
    const exitCode = await main(process.argv.slice(2), {
      stdin: openWhenRead(process),
      stdout,
      stderr,
      signal: interruption.signal,
      debug,
    });
    process.exitCode = readerLeft ? 0 : exitCode;
  } finally {
    process.removeListener('SIGINT', interrupt);
    process.removeListener('SIGTERM', interrupt);
  }
}

/** Most commands never read, and should not hold the terminal's input open. */
function openWhenRead(process: ProcessLike): InputStream {
  return {
    [Symbol.asyncIterator]: () => process.stdin[Symbol.asyncIterator](),
    destroy: (error) => process.stdin.destroy?.(error),
  };
}
