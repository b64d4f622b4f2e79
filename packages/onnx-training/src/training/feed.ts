import { InvalidArgumentError } from '@midizero/core';
import type { OnnxRuntime, Tensor, TensorData, TensorType } from '@midizero/onnx';
import { elementCount, formatShape, staticShape } from '@midizero/onnx';

/** Data by input name: a tensor, or elements that fill the input's shape. */
export type StepData = Readonly<Record<string, Tensor | TensorData>>;

/** What is known of a data input. */
export interface DataInput {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly (number | string)[];
}

/**
 * Tensors for a model's data inputs.
 * @throws InvalidArgumentError naming the input that is missing, or whose data has another shape
 */
export function feedData(
  runtime: OnnxRuntime,
  model: string,
  inputs: readonly DataInput[],
  data: StepData,
): Record<string, Tensor> {
  return Object.fromEntries(
    inputs.map((input) => [input.name, inputTensor(runtime, model, input, data[input.name])] as const),
  );
}

function inputTensor(
  runtime: OnnxRuntime,
  model: string,
  { name, type, shape }: DataInput,
  data: Tensor | TensorData | undefined,
): Tensor {
  if (data === undefined) throw new InvalidArgumentError('data', `model "${model}" needs "${name}"`, { input: name });
  const refuse = (got: string): never => {
    const message = `model "${model}" needs "${name}" of shape ${formatShape(shape)}, got ${got}`;
    throw new InvalidArgumentError('data', message, { input: name });
  };
  if ('dims' in data) {
    const fits =
      data.dims.length === shape.length && shape.every((dim, axis) => isNamed(dim) || dim === data.dims[axis]);
    return fits ? data : refuse(formatShape(data.dims));
  }
  if (shape.some(isNamed)) refuse('elements alone: give a tensor with its dimensions');
  if (data.length !== elementCount(shape)) refuse(`${data.length} elements`);
  return runtime.createTensor(type, data, staticShape(shape, name));
}

function isNamed(dim: number | string): boolean {
  return typeof dim === 'string';
}
