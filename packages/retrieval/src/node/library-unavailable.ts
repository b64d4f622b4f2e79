import { MidizeroError } from '@midizero/core';

/** An optional library that something stands on is not installed, or does not load here. */
export abstract class LibraryUnavailableError extends MidizeroError {
  /** @param what needs the library */
  constructor(code: string, what: string, library: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      code,
      `${what} needs ${library}, which does not load: ${reason.split('\n')[0]} Install it with "npm i ${library}".`,
      {},
      { cause },
    );
  }
}
