import type { Tensor, TensorData, TensorType } from './contract.js';
import type { OrtTensor } from './ort-api.js';

/** A tensor of ONNX Runtime's own under the {@link Tensor} contract. */
export class RuntimeTensor implements Tensor {
  readonly inner: OrtTensor;

  constructor(inner: OrtTensor) {
    this.inner = inner;
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
    return (await this.inner.getData()) as TensorData;
  }
  dispose(): void {
    this.inner.dispose();
  }
}
