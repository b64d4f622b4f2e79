import { InvalidArgumentError } from '@midizero/core';
import { KEY_COUNT } from '@midizero/pitch-matrix';
import { blockName } from '../architecture.js';
import type { ConvolutionProduct, LiftedConvolution, LinearLayer } from '../layer-kit.js';
import type { ResNet34Shape } from './shape.js';
import { type ImageSize, positions, type WindowTaps, windowTaps } from './window-taps.js';

/** A convolution of images. */
export interface ImageConvolution extends ConvolutionProduct {
  readonly taps: WindowTaps;
}

/** Every layer of the network by its name, in the order they run. */
export interface ResNet34Plan {
  readonly stem: LiftedConvolution & { readonly taps: WindowTaps };
  /** Max-pooling over rows, then over columns, which is max-pooling over both. */
  readonly pooling: { readonly input: ImageSize; readonly output: ImageSize; readonly channels: number };
  readonly convolutions: Readonly<Record<string, ImageConvolution>>;
  readonly head: LinearLayer;
  /** Numbers that training fits; kernel weights that only ever meet padding do not exist. */
  readonly parameterCount: number;
  /** Multiplications of one window's inference. */
  readonly multiplyAdds: number;
}

/** Channels that the 1×1 convolution makes of one, as an image has. */
const LIFTED_CHANNELS = 3;
const STEM = { size: 7, stride: 2 } as const;
/** Size and stride of the max-pooling. */
export const POOLING = { size: 3, stride: 2 } as const;
const KERNEL_SIZE = 3;

/** @throws InvalidArgumentError for a shape that cannot be built */
export function planResNet34(shape: ResNet34Shape): ResNet34Plan {
  checkShape(shape);
  const window = { height: shape.windowFrames, width: KEY_COUNT };
  const stem = planStem(window, shape.stages[0]!.channels);
  const pooled = windowTaps(stem.taps.output, POOLING).output;
  const pooling = { input: stem.taps.output, output: pooled, channels: stem.outputChannels };

  const convolutions: Record<string, ImageConvolution> = {};
  let [size, channels] = [pooled, stem.outputChannels];
  const convolve = (name: string, input: ImageSize, inputChannels: number, stride: number, kernelSize: number) => {
    const taps = windowTaps(input, { size: kernelSize, stride });
    convolutions[name] = { kernel: taps.offsets.length, inputChannels, outputChannels: channels, taps };
    return taps.output;
  };
  for (const [stageIndex, stage] of shape.stages.entries()) {
    for (let block = 0; block < stage.blocks; block++) {
      const name = blockName(stageIndex, block);
      const stride = stageIndex > 0 && block === 0 ? 2 : 1;
      const [entry, entryChannels] = [size, channels];
      channels = stage.channels;
      if (stride !== 1 || entryChannels !== channels) convolve(`${name}/projection`, entry, entryChannels, stride, 1);
      size = convolve(`${name}/first`, entry, entryChannels, stride, KERNEL_SIZE);
      convolve(`${name}/second`, size, channels, 1, KERNEL_SIZE);
    }
  }
  const head = { inputSize: positions(size) * channels, outputSize: shape.dimensions };
  return { stem, pooling, convolutions, head, ...countAll(stem, convolutions, head) };
}

function planStem(window: ImageSize, outputChannels: number): ResNet34Plan['stem'] {
  const taps = windowTaps(window, STEM);
  return {
    taps,
    kernel: taps.offsets.length,
    inputChannels: 1,
    liftedChannels: LIFTED_CHANNELS,
    outputChannels,
    positions: positions(taps.output),
    inside: Float32Array.from(taps.indices, (index) => (index < taps.inputPositions ? 1 : 0)),
  };
}

function countAll(
  stem: ResNet34Plan['stem'],
  convolutions: ResNet34Plan['convolutions'],
  head: LinearLayer,
): Pick<ResNet34Plan, 'parameterCount' | 'multiplyAdds'> {
  const list = Object.values(convolutions);
  const weights = (layer: ConvolutionProduct): number => layer.kernel * layer.inputChannels * layer.outputChannels;
  const scalesAndShifts = [stem, ...list].reduce((sum, { outputChannels }) => sum + 2 * outputChannels, 0);
  const headWeights = head.inputSize * head.outputSize;
  const lift = 2 * stem.liftedChannels;
  return {
    parameterCount:
      lift +
      weights(stem) * stem.liftedChannels +
      list.reduce((sum, layer) => sum + weights(layer), 0) +
      scalesAndShifts +
      headWeights +
      head.outputSize,
    multiplyAdds:
      weights(stem) * stem.positions +
      list.reduce((sum, layer) => sum + weights(layer) * positions(layer.taps.output), 0) +
      headWeights,
  };
}

function checkShape(shape: ResNet34Shape): void {
  const facts = {
    windowFrames: shape.windowFrames,
    dimensions: shape.dimensions,
    'stages.length': shape.stages.length,
    ...Object.fromEntries(
      shape.stages.flatMap(({ channels, blocks }, index) => [
        [`stages[${index}].channels`, channels],
        [`stages[${index}].blocks`, blocks],
      ]),
    ),
  };
  for (const [name, value] of Object.entries(facts)) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new InvalidArgumentError(`architecture.${name}`, `expected a whole number of 1 or more, got ${value}`);
  }
}
