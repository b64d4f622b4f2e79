import type { ErrorDetails } from '@midizero/core';
import { MidizeroError } from '@midizero/core';

/** A node cannot be added to a graph: unknown attribute, wrong number of inputs, shapes or types that do not fit. */
export class GraphError extends MidizeroError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('ONNX_GRAPH', message, details);
  }
}

/** A model uses an operator (or operator set, or element type) that this package does not know. `details` names it. */
export class UnsupportedModelError extends MidizeroError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('ONNX_UNSUPPORTED_MODEL', message, details);
  }
}

/** ONNX Runtime refused a model or a run. `details.model` names the model, `cause` is the engine's own error. */
export class OnnxRuntimeError extends MidizeroError {
  constructor(message: string, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super('ONNX_RUNTIME', message, details, options);
  }
}

/** ONNX Runtime is not installed or does not start. `details.package` is what to install. */
export class RuntimeUnavailableError extends MidizeroError {
  constructor(packageName: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      'ONNX_RUNTIME_UNAVAILABLE',
      `${packageName} could not be loaded (${reason}): install it with "npm install ${packageName}", or pass the module as the option "ort"`,
      { package: packageName },
      { cause },
    );
  }
}

/** What should compute is not there, such as WebGPU in a browser without it. `details` have the `device` and the `reason`. */
export class DeviceUnavailableError extends MidizeroError {
  constructor(device: string, reason: string) {
    super('ONNX_DEVICE_UNAVAILABLE', `${reason}; ask for another device than "${device}", or for "auto"`, {
      device,
      reason,
    });
  }
}
