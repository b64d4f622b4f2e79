import { MidizeroError } from '@midizero/core';

/**
 * A file of a model could not be fetched: the server said no, or could not be reached. `details` has the `url`, and the
 * HTTP `status` where there was an answer.
 */
export class ModelFetchError extends MidizeroError {
  constructor(url: string, reason: string, options: { readonly status?: number; readonly cause?: unknown } = {}) {
    const { status, cause } = options;
    super(
      'MODEL_FETCH',
      `${url}: ${reason}; a model folder holds manifest.json and the .onnx file it names`,
      { url, ...(status !== undefined && { status }) },
      cause === undefined ? undefined : { cause },
    );
  }
}
