import { CommanderError } from 'commander';
import { describeError } from './failures/describe-error.js';
import { type ExitCode, exitCodes } from './failures/exit-code.js';
import { createProgram } from './program.js';
import type { CommandContext, InputStream, OutputStream } from './terminal/context.js';

/** The world that a run sees; a test passes its own. */
export interface MainOptions {
  /** What is piped in, read by `midizero live`. @default nothing */
  readonly stdin?: InputStream;
  /** Results. */
  readonly stdout: OutputStream;
  /** Progress, warnings, and the one line of a failure. */
  readonly stderr: OutputStream;
  /** Stops the run; the exit code is then 130. @default never */
  readonly signal?: AbortSignal;
  /** Lets the stack of a failure follow its one line. @default false */
  readonly debug?: boolean;
}

/**
 * Runs `midizero` with the given arguments and resolves to its exit code: 0 done, 1 no result, 2 unusable arguments or
 * input, 130 interrupted. Never rejects, never exits the process, and touches no global but the file system.
 * @param args what follows `midizero` on the command line, such as `['inspect', 'prelude.mid', '--json']`
 */
export async function main(args: readonly string[], options: MainOptions): Promise<ExitCode> {
  const { stdin, stdout, stderr, signal = new AbortController().signal, debug = false } = options;
  const context: CommandContext = { stdin, stdout, stderr, signal };
  let exitCode: ExitCode = exitCodes.done;
  try {
    const program = createProgram(stdout, async (command) => {
      exitCode = await command(context);
    });
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    // Help and version come as "errors" with exit code 0 once commander may not exit the process.
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    if (signal.aborted) return exitCodes.interrupted;
    stderr.write(`midizero: ${describeError(error)}\n`);
    if (debug && error instanceof Error) stderr.write(`${error.stack}\n`);
    return exitCodes.unusable;
  }
}
