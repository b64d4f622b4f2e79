import { type MainOptions, main } from '../main.js';
import { MemoryStream } from './memory-stream.js';

/** What one run of `midizero` left. */
export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `midizero` in this process. */
export async function runMain(args: readonly string[], options: Partial<MainOptions> = {}): Promise<Run> {
  const stdout = new MemoryStream();
  const stderr = new MemoryStream();
  const exitCode = await main(args, { stdout, stderr, ...options });
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}
