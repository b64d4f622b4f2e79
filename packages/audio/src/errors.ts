import { type ErrorDetails, MidizeroError } from '@midizero/core';

/**
 * Bytes are not a recording that can be read here: no audio, a damaged header, or a format without a decoder. The code
 * is `AUDIO_FORMAT`.
 */
export class AudioFormatError extends MidizeroError {
  constructor(message: string, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super('AUDIO_FORMAT', message, details, options);
  }
}

/**
 * A recording has nothing to transcribe: no samples (`empty`), or none above the level of silence (`silent`). The code is
 * `AUDIO_NOTHING_TO_HEAR`.
 */
export class NothingToHearError extends MidizeroError {
  readonly reason: 'empty' | 'silent';

  constructor(reason: 'empty' | 'silent', message: string, details: ErrorDetails = {}) {
    super('AUDIO_NOTHING_TO_HEAR', message, { reason, ...details });
    this.reason = reason;
  }
}

/** A file of a model is missing, cannot be fetched, or is not Basic Pitch. `details` says which. The code is `AUDIO_MODEL`. */
export class TranscriptionModelError extends MidizeroError {
  constructor(message: string, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super('AUDIO_MODEL', message, details, options);
  }
}
