import type { Tensor } from '@midizero/onnx';
import { TrainingDivergedError } from '../errors.js';

/** A step whose loss is not finite, and the tensors to look at for the cause, causes first. */
export interface DivergedStep {
  readonly model: string;
  readonly step: number;
  readonly loss: number;
  readonly tensors: Iterable<readonly [name: string, tensor: Tensor]>;
}

/** The error for a loss that is not finite, naming the first tensor that is not finite either. */
export async function describeDivergence({ model, step, loss, tensors }: DivergedStep): Promise<TrainingDivergedError> {
  const what = `model "${model}", step ${step}: the loss is ${loss}`;
  for (const [tensor, value] of tensors) {
    if (value.type !== 'float32') continue;
    const data = (await value.download()) as Float32Array;
    if (data.every(Number.isFinite)) continue;
    const message = `${what}, and the first tensor that is not finite is "${tensor}": check the data, lower the learning rate or clip gradients`;
    return new TrainingDivergedError(message, { step, loss, tensor });
  }
  return new TrainingDivergedError(what, { step, loss });
}
