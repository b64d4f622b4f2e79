import { type ErrorDetails, isMidizeroError, MidizeroError } from '../errors.js';

/** An error as structured clone can copy it: what a clone of the error itself would lose is its code and details. */
export interface ErrorMessage {
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  /** Of a {@link MidizeroError}. */
  readonly code?: string;
  readonly details?: ErrorDetails;
  readonly cause?: ErrorMessage;
}

/** Classes of errors by their code, so that `instanceof` holds on the other side too. */
export type ErrorClasses = Readonly<Record<string, { readonly prototype: MidizeroError }>>;

export function toErrorMessage(error: unknown): ErrorMessage {
  // Not only instances of Error: a DOMException is none in every engine.
  if (typeof error !== 'object' || error === null || !('message' in error)) {
    return { name: 'Error', message: String(error) };
  }
  const { name, message, stack, cause } = error as Error;
  return {
    name: String(name),
    message: String(message),
    stack,
    ...(isMidizeroError(error) && { code: error.code, details: cloneableOf(error.details) }),
    ...(cause !== undefined && { cause: toErrorMessage(cause) }),
  };
}

/** The details that structured clone can copy. */
function cloneableOf(details: ErrorDetails): ErrorDetails {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => isCloneable(value)));
}

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}

export function fromErrorMessage(sent: ErrorMessage, classes: ErrorClasses): Error {
  const { name, message, stack, code, details, cause } = sent;
  const options = cause === undefined ? undefined : { cause: fromErrorMessage(cause, classes) };
  const error =
    code === undefined ? new Error(message, options) : new MidizeroError(code, message, details ?? {}, options);
  error.name = name;
  if (stack !== undefined) error.stack = stack; // where it was thrown, not where it arrived
  const { prototype } = (code !== undefined && classes[code]) || {};
  return prototype === undefined ? error : Object.setPrototypeOf(error, prototype);
}
