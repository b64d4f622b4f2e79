/** Structured facts of an error: what was wrong and where (byte offset, row, file, node …). */
export type ErrorDetails = Readonly<Record<string, unknown>>;

// A registered symbol, so that recognition survives two copies of this package in one program.
const marker: symbol = Symbol.for('midizero.error');

/**
 * Base of every error that midizero packages throw on purpose. `code` is stable and meant for programs;
 * `message` is one line for people: what was wrong, where, and what to do.
 */
export class MidizeroError extends Error {
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(code: string, message: string, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.details = details;
    this.name = new.target.name;
    Object.defineProperty(this, marker, { value: true });
  }
}

/** True for any {@link MidizeroError}, also one made by another copy of this package. */
export function isMidizeroError(value: unknown): value is MidizeroError {
  return value instanceof Error && (value as unknown as Record<symbol, unknown>)[marker] === true;
}

/** A caller passed a value that cannot work. `details.argument` names it. */
export class InvalidArgumentError extends MidizeroError {
  constructor(argument: string, message: string, details: ErrorDetails = {}) {
    super('INVALID_ARGUMENT', `${argument}: ${message}`, { argument, ...details });
  }
}

/** Stored data (a dataset, an index, a model, a checkpoint …) is damaged, of another format, or of another version. */
export class DataFormatError extends MidizeroError {
  constructor(message: string, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super('DATA_FORMAT', message, details, options);
  }
}
