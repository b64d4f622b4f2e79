import { MidizeroError } from '@midizero/core';

/** The command line asks for something that cannot be done. `details.argument` names the argument. */
export class UsageError extends MidizeroError {
  constructor(argument: string, message: string, options?: { cause?: unknown }) {
    super('CLI_USAGE', `${argument}: ${message}`, { argument }, options);
  }
}

/** A file or folder that cannot be used. */
export class UnusableFileError extends MidizeroError {
  readonly path: string;
  /** What is wrong with it, without the path. */
  readonly reason: string;

  constructor(path: string, reason: string, options?: { cause?: unknown }) {
    super('CLI_UNUSABLE_FILE', `${path}: ${reason}`, { path, reason }, options);
    this.path = path;
    this.reason = reason;
  }
}
