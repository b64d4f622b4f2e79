/**
 * One step of long work. `completed` never falls; `total`, where it is known, stays the same for a stage, and the
 * stage's last event has `completed === total`.
 */
export interface Progress {
  /** What is being done, a short phrase such as `index pieces`. */
  readonly stage: string;
  readonly completed: number;
  readonly total: number | undefined;
  /** What `completed` and `total` count, such as `files` or `windows`. */
  readonly unit: string;
}

/** Options that every long operation takes. */
export interface RunOptions {
  /** Stops the work at the next safe point; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called now and then; what it throws ends the work and reaches the caller. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Throws the signal's reason if it has been aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  signal?.throwIfAborted();
}

/** Lets timers, input and aborts through between two pieces of synchronous work. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
