import { readFile } from 'node:fs/promises';
import { DataFormatError } from '@midizero/core';
import { ARCHITECTURES, isTorchResNet34, type NetworkWeights, resNet34FromTorch } from '@midizero/encoder/training';
import { decodeSafetensors, encodeSafetensors } from '@midizero/onnx-training';
import { inFile } from '../../files/in-file.js';

/**
 * Reads weights to begin a training from: a safetensors file as {@link encodeWeights} makes it, or for resnet34 one with
 * PyTorch's names.
 * @throws UnusableFileError if there is none, or it is something else
 */
export function readInitialWeights(path: string, architecture: keyof typeof ARCHITECTURES): Promise<NetworkWeights> {
  return inFile(path, async () => {
    const { tensors } = decodeSafetensors(await readFile(path));
    const shape = ARCHITECTURES[architecture];
    if (shape.family === 'resnet34' && isTorchResNet34(tensors)) return resNet34FromTorch(shape, tensors);
    const weights: Record<string, Float32Array> = {};
    for (const [name, { data }] of Object.entries(tensors)) {
      if (!(data instanceof Float32Array)) throw new DataFormatError(`safetensors: "${name}" is not float32`);
      weights[name] = data;
    }
    return weights;
  });
}

/** Weights and running statistics as a safetensors file, flat. */
export function encodeWeights(weights: NetworkWeights): Uint8Array {
  const tensors = Object.entries(weights).map(([name, data]) => [name, { dims: [data.length], data }] as const);
  return encodeSafetensors({ tensors: Object.fromEntries(tensors), metadata: {} });
}
