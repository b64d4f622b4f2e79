import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createRandom, type Random } from '@midizero/core';

/** When a process is killed: after so many steps forward, and then some time later. */
export interface KillMoment {
  readonly steps: number;
  readonly milliseconds: number;
}

export interface KillOptions {
  readonly kills: number;
  readonly seed: number;
  /** Most steps that a process tells of before it is killed: 0 to this, and then some time. */
  readonly mostSteps: number;
  /** Longest time from then on. */
  readonly longestMilliseconds: number;
}

export function killMoments({ seed, mostSteps, longestMilliseconds }: KillOptions): () => KillMoment {
  const random: Random = createRandom(seed);
  return () => ({
    steps: random.integer(mostSteps + 1),
    milliseconds: random.uniform() * longestMilliseconds,
  });
}

/** What became of a process. */
export interface KilledRun {
  /** The last step that it told of. */
  readonly told: number | undefined;
  /** False if it came to its end before. */
  readonly wasKilled: boolean;
}

/**
 * Starts a program that writes a line when it begins and the number of each step that it has done, and kills it.
 * @param done steps that were done before: telling of them is no step forward
 * @throws Error if the process failed by itself
 */
export async function runAndKill(
  program: string,
  args: readonly string[],
  moment: KillMoment,
  done: number,
): Promise<KilledRun> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let told: number | undefined;
  let steps = -1; // the first line says that it begins
  createInterface(child.stdout).on('line', (line) => {
    if (steps >= 0) told = Number(line);
    if (told !== undefined && told <= done) return;
    if (++steps === moment.steps) setTimeout(() => child.kill('SIGKILL'), moment.milliseconds);
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('close', (...ending) => resolve(ending));
  });
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`the process ended by itself, with ${code ?? signal}`);
  return { told, wasKilled: signal === 'SIGKILL' };
}
