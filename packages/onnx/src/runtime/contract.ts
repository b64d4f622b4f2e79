/** Element types that pass between JavaScript and ONNX Runtime. */
export type TensorData = Float32Array | Int32Array | BigInt64Array | Uint8Array | Int8Array;
export type TensorType = 'float32' | 'int32' | 'int64' | 'uint8' | 'int8' | 'bool';

/**
 * A tensor: `data` has the product of `dims` elements, row-major. `data` throws on a tensor that lives on a GPU;
 * use {@link Tensor.download} there.
 */
export interface Tensor {
  readonly type: TensorType;
  readonly dims: readonly number[];
  readonly data: TensorData;
  /** Copies the elements to the CPU where they are elsewhere, else gives `data`. */
  download(): Promise<TensorData>;
  /** Frees memory outside the JavaScript heap; the tensor cannot be used afterwards. */
  dispose(): void;
}

/** A loaded model. */
export interface OnnxSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /**
   * Runs the model. Runs of all sessions of one runtime are queued one after the other.
   * @param feeds one tensor for each input, by name; not changed
   * @param fetches outputs wanted @default all of them
   * @throws OnnxRuntimeError naming the model and what the engine said
   */
  run(feeds: Readonly<Record<string, Tensor>>, fetches?: readonly string[]): Promise<Record<string, Tensor>>;
  release(): Promise<void>;
}

export interface SessionOptions {
  /** Names the model in errors. */
  readonly name?: string;
  /** Outputs that stay on the GPU between runs, where the provider has one: the names, or all. @default none */
  readonly keepOnDevice?: readonly string[] | 'all';
}

/** An ONNX Runtime, wherever it runs. Made by `@midizero/onnx/node` or `@midizero/onnx/web`. */
export interface OnnxRuntime {
  /** Such as `onnxruntime-node/cpu` or `onnxruntime-web/webgpu`. */
  readonly name: string;
  /** @param model ONNX bytes */
  createSession(model: Uint8Array, options?: SessionOptions): Promise<OnnxSession>;
  /** A tensor over `data`, which is not copied: do not change it while a run uses it. */
  createTensor(type: TensorType, data: TensorData, dims: readonly number[]): Tensor;
}
