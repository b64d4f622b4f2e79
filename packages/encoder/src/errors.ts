import { MidizeroError } from '@midizero/core';

/** A model or its manifest is missing, damaged, or of a format this version does not know. `details` says which file. */
export class ModelFormatError extends MidizeroError {
  constructor(message: string, details: Readonly<Record<string, unknown>> = {}, options?: { cause?: unknown }) {
    super('MODEL_FORMAT', message, details, options);
  }
}
