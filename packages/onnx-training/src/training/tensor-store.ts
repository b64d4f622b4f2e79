import type { OnnxRuntime, Parameter, Tensor } from '@midizero/onnx';
import { valuesOf } from './initial-values.js';

type ParameterShape = Pick<Parameter, 'name' | 'shape'>;

/** Tensors that stay with a runtime from step to step, on a GPU where it has one, by name. */
export class TensorStore {
  readonly #runtime: OnnxRuntime;
  readonly #tensors = new Map<string, Tensor>();

  constructor(runtime: OnnxRuntime) {
    this.#runtime = runtime;
  }

  /** Copies values in. @throws InvalidArgumentError if they are missing or of another size */
  load(parameters: readonly ParameterShape[], values: Readonly<Record<string, Float32Array>>): void {
    for (const parameter of parameters) {
      const data = valuesOf(parameter, values).slice();
      this.put(parameter.name, this.#runtime.createTensor('float32', data, parameter.shape));
    }
  }

  get(name: string): Tensor | undefined {
    return this.#tensors.get(name);
  }

  /** Takes a tensor over and frees the one it replaces. */
  put(name: string, tensor: Tensor): void {
    this.#tensors.get(name)?.dispose();
    this.#tensors.set(name, tensor);
  }

  /** Takes over the outputs of a run. @param outputNames by the name of the tensor they replace */
  replace(outputs: Readonly<Record<string, Tensor>>, outputNames: ReadonlyMap<string, string>): void {
    for (const [name, output] of outputNames) this.put(name, outputs[output]!);
  }

  /** Copies values out. */
  async download(parameters: readonly Pick<Parameter, 'name'>[]): Promise<Record<string, Float32Array>> {
    const entries = parameters.map(async ({ name }) => {
      const data = (await this.#tensors.get(name)!.download()) as Float32Array;
      return [name, data.slice()] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  /** Frees everything. */
  dispose(): void {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors.clear();
  }
}
