import type { ErrorDetails } from '@midizero/core';
import { MidizeroError } from '@midizero/core';

/** A gradient cannot be written: an operator has no rule, or the loss does not depend on what was asked for. */
export class GradientError extends MidizeroError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('ONNX_GRADIENT', message, details);
  }
}

/** Training went wrong at a step: a loss, parameter or statistic is no longer finite. `details` has step and tensor. */
export class TrainingDivergedError extends MidizeroError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('TRAINING_DIVERGED', message, details);
  }
}

/** Training artifacts are damaged, or of a version that is not known here (`details.expected`, `details.actual`). */
export class TrainingArtifactsError extends MidizeroError {
  constructor(message: string, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super('TRAINING_ARTIFACTS', message, details, options);
  }
}
