import { MidizeroError } from '@midizero/core';

/** The command line asks for something that cannot be done. `details.argument` names the argument. */
export class UsageError extends MidizeroError {
  constructor(argument: string, message: string, options?: { cause?: unknown }) {
    super('CLI_USAGE', `${argument}: ${message}`, { argument }, options);
  }
}

/** A file or folder that cannot be used. `details` has the path, and what is wrong with it. */
export class UnusableFileError extends MidizeroError {
  constructor(path: string, reason: string, options?: { cause?: unknown }) {
    super('CLI_UNUSABLE_FILE', `${path}: ${reason}`, { path, reason }, options);
  }
}

/** An index has no piece of a name, or none that a pattern means. `details.pattern` is what was asked for. */
export class UnknownPieceError extends MidizeroError {
  constructor(pattern: string) {
    super('CLI_UNKNOWN_PIECE', `no piece is "${pattern}" and no name fits it; midizero info --pieces lists them`, {
      pattern,
    });
  }
}
