import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { basename } from 'node:path';

/** Niceness above that of the other threads: this one gets about a tenth of a processor that both want, which is enough. */
const NICER_BY = 10;
const NICEST = 19;

/**
 * Lets the other threads of this process go first. Each operator of a training step waits for the slower of its threads, so a
 * millisecond taken from either is a millisecond lost, while what they leave free is enough to make pairs. Linux alone has
 * priorities of threads; elsewhere, and where the system says nothing of threads, this one stays as it is.
 */
export function letOthersGoFirst(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = Number(basename(readlinkSync('/proc/thread-self')));
    setPriority(thread, Math.min(NICEST, getPriority(thread) + NICER_BY));
  } catch {
    // No such files, or not allowed: it works all the same.
  }
}
