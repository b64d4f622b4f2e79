import type { Tensor, TensorData, TensorType } from './contract.js';
import type { OrtTensor } from './ort-api.js';

/** Gives the elements of a tensor that lives on a GPU. */
export type CopyFromDevice = (tensor: OrtTensor) => Promise<TensorData>;

/** A tensor of ONNX Runtime's own under the {@link Tensor} contract. */
export class RuntimeTensor implements Tensor {
  readonly inner: OrtTensor;
  readonly #copy: CopyFromDevice | undefined;

  /** @param copy reads tensors on a device @default the engine's own way */
  constructor(inner: OrtTensor, copy?: CopyFromDevice) {
    this.inner = inner;
    this.#copy = copy;
  }

  get type(): TensorType {
    return this.inner.type as TensorType;
  }
  get dims(): readonly number[] {
    return this.inner.dims;
  }
  get data(): TensorData {
    return this.inner.data as TensorData;
  }
  async download(): Promise<TensorData> {
    if (this.#copy !== undefined && this.inner.location === 'gpu-buffer') return this.#copy(this.inner);
    return (await this.inner.getData()) as TensorData;
  }
  dispose(): void {
    this.inner.dispose();
  }
}
