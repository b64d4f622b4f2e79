import { InvalidArgumentError } from '@midizero/core';
import { blockName } from '../architecture.js';
import { type NetworkWeights, parameterNames } from '../inference-model.js';
import { planResNet34 } from './plan.js';
import type { ResNet34Shape } from './shape.js';
import { positions } from './window-taps.js';

/** Tensors by their names in PyTorch, such as `decodeSafetensors(bytes).tensors` of `@midizero/onnx-training`. */
export type TorchTensors = Readonly<
  Record<string, { readonly dims: readonly number[]; readonly data: ArrayLike<number> | ArrayLike<bigint> }>
>;

/** What stands before torchvision's own names, such as `layer2.0.conv1.weight`. */
const TRUNK_PREFIXES = ['resnet.', ''];

/** Whether tensors have the names that {@link resNet34FromTorch} reads. */
export function isTorchResNet34(tensors: Readonly<Record<string, unknown>>): boolean {
  return trunkPrefix(tensors) !== undefined;
}

function trunkPrefix(tensors: Readonly<Record<string, unknown>>): string | undefined {
  return TRUNK_PREFIXES.find((prefix) => `${prefix}conv1.weight` in tensors);
}

/**
 * Weights of a ResNet-34 as PyTorch names and lays them out, for `trainEncoder({ initialWeights })` or
 * `exportInferenceModel`. Known are the reference's own network (`conv`, `resnet.conv1` … `resnet.layer4`, `fc`) and
 * torchvision's `resnet34` (`conv1` … `layer4`), which has no first 1×1 convolution and another last layer: those are
 * left out of the result then, and training draws them. Kernel rows and columns that only ever meet padding are left
 * out; the function is the same.
 * @returns weights and running statistics by this package's names
 * @throws InvalidArgumentError naming the tensor that is missing or of another shape
 */
export function resNet34FromTorch(shape: ResNet34Shape, tensors: TorchTensors): NetworkWeights {
  const plan = planResNet34(shape);
  const weights: Record<string, Float32Array> = {};
  const prefix = trunkPrefix(tensors);
  if (prefix === undefined) {
    throw new InvalidArgumentError('tensors', 'found no "conv1.weight" nor "resnet.conv1.weight": not a ResNet-34');
  }
  const read = (name: string, dims: readonly number[]): Float32Array => {
    const tensor = tensors[name];
    if (tensor === undefined || tensor.dims.join() !== dims.join()) {
      const got = tensor === undefined ? 'none' : `[${tensor.dims.join(', ')}]`;
      throw new InvalidArgumentError('tensors', `"${name}" must have the shape [${dims.join(', ')}], got ${got}`, {
        tensor: name,
      });
    }
    return Float32Array.from(tensor.data as ArrayLike<number>);
  };
  const normalization = (layer: string, torchName: string, channels: number): void => {
    weights[parameterNames.scale(layer)] = read(`${torchName}.weight`, [channels]);
    weights[parameterNames.bias(layer)] = read(`${torchName}.bias`, [channels]);
    weights[parameterNames.runningMean(layer)] = read(`${torchName}.running_mean`, [channels]);
    weights[parameterNames.runningVariance(layer)] = read(`${torchName}.running_var`, [channels]);
  };

  const { stem } = plan;
  const stemKernel = read(`${prefix}conv1.weight`, [stem.outputChannels, stem.liftedChannels, 7, 7]);
  weights[parameterNames.weight('stem')] = usedTaps(stemKernel, stem, stem.liftedChannels, 7, 'input first');
  normalization('stem', `${prefix}bn1`, stem.outputChannels);

  const convolution = (layer: string, torchName: string, torchNorm: string): void => {
    const { inputChannels, outputChannels, taps } = plan.convolutions[layer]!;
    const size = layer.endsWith('/projection') ? 1 : 3;
    const kernel = read(`${torchName}.weight`, [outputChannels, inputChannels, size, size]);
    weights[parameterNames.weight(layer)] = usedTaps(
      kernel,
      { taps, outputChannels },
      inputChannels,
      size,
      'tap first',
    );
    normalization(layer, torchNorm, outputChannels);
  };
  for (const [stageIndex, { blocks }] of shape.stages.entries()) {
    for (let block = 0; block < blocks; block++) {
      const name = blockName(stageIndex, block);
      const torchName = `${prefix}layer${stageIndex + 1}.${block}`;
      convolution(`${name}/first`, `${torchName}.conv1`, `${torchName}.bn1`);
      convolution(`${name}/second`, `${torchName}.conv2`, `${torchName}.bn2`);
      if (`${name}/projection` in plan.convolutions) {
        convolution(`${name}/projection`, `${torchName}.downsample.0`, `${torchName}.downsample.1`);
      }
    }
  }

  if ('conv.weight' in tensors) {
    weights[parameterNames.weight('lift')] = read('conv.weight', [stem.liftedChannels, 1, 1, 1]);
    weights[parameterNames.bias('lift')] = read('conv.bias', [stem.liftedChannels]);
    const { inputSize, outputSize } = plan.head;
    const places = positions(Object.values(plan.convolutions).at(-1)!.taps.output);
    weights[parameterNames.weight('head')] = channelsLast(
      read('fc.weight', [outputSize, inputSize]),
      places,
      outputSize,
    );
    weights[parameterNames.bias('head')] = read('fc.bias', [outputSize]);
  }
  return weights;
}

/**
 * A kernel `[output, input, size, size]` without the taps that only meet padding.
 * @returns `[tap, input, output]` as a convolution's product has it, or `[input, tap, output]` as the stem has it
 */
function usedTaps(
  kernel: Float32Array,
  {
    taps: { offsets },
    outputChannels,
  }: { readonly taps: { readonly offsets: readonly (readonly [number, number])[] }; readonly outputChannels: number },
  inputChannels: number,
  size: number,
  order: 'tap first' | 'input first',
): Float32Array {
  const padding = Math.floor(size / 2);
  const laid = new Float32Array(offsets.length * inputChannels * outputChannels);
  for (const [tap, [row, column]] of offsets.entries()) {
    for (let input = 0; input < inputChannels; input++) {
      const line = order === 'tap first' ? tap * inputChannels + input : input * offsets.length + tap;
      for (let output = 0; output < outputChannels; output++) {
        const plane = (output * inputChannels + input) * size;
        laid[line * outputChannels + output] = kernel[(plane + row + padding) * size + column + padding]!;
      }
    }
  }
  return laid;
}

/** A linear layer over flattened images, from `[output, channel, place]` to `[place, channel, output]`. */
function channelsLast(weight: Float32Array, places: number, outputSize: number): Float32Array {
  const inputSize = weight.length / outputSize;
  const channels = inputSize / places;
  const laid = new Float32Array(weight.length);
  for (let output = 0; output < outputSize; output++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let place = 0; place < places; place++) {
        laid[(place * channels + channel) * outputSize + output] =
          weight[output * inputSize + channel * places + place]!;
      }
    }
  }
  return laid;
}
