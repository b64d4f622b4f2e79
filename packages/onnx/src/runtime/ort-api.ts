import type { TensorData, TensorType } from './contract.js';

/** The part of onnxruntime-common's API that onnxruntime-node and onnxruntime-web share and this package uses. */
export interface OrtModule {
  readonly Tensor: new (type: TensorType, data: TensorData, dims: readonly number[]) => OrtTensor;
  readonly InferenceSession: {
    create(model: Uint8Array, options?: OrtSessionOptions): Promise<OrtSession>;
  };
}

export interface OrtTensor {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
  readonly location: string;
  getData(releaseData?: boolean): Promise<unknown>;
  dispose(): void;
}

export interface OrtSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Readonly<Record<string, OrtTensor>>, fetches?: readonly string[]): Promise<Record<string, OrtTensor>>;
  release(): Promise<void>;
}

/** Session options as ONNX Runtime names them. */
export interface OrtSessionOptions {
  readonly executionProviders?: readonly string[];
  readonly intraOpNumThreads?: number;
  readonly interOpNumThreads?: number;
  readonly enableCpuMemArena?: boolean;
  readonly enableMemPattern?: boolean;
  readonly graphOptimizationLevel?: 'disabled' | 'basic' | 'extended' | 'layout' | 'all';
  readonly logSeverityLevel?: 0 | 1 | 2 | 3 | 4;
  readonly preferredOutputLocation?: 'gpu-buffer' | Readonly<Record<string, 'gpu-buffer' | 'cpu'>>;
  readonly extra?: Readonly<Record<string, unknown>>;
}
