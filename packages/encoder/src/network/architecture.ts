import { InvalidArgumentError } from '@midizero/core';
import { KEY_COUNT, WINDOW_FRAMES } from '@midizero/pitch-matrix';

/** Shape of a pitch-resnet: a residual network that convolves over the frames, with the 88 keys as channels. */
export interface PitchResNetShape {
  readonly family: 'pitch-resnet';
  /** Frames of a window. */
  readonly windowFrames: number;
  /** The first convolution: its taps over frames and its stride. */
  readonly stem: { readonly kernel: number; readonly stride: number };
  /** Residual stages in order; every stage after the first halves the number of frames. */
  readonly stages: readonly { readonly channels: number; readonly blocks: number }[];
  /** Frames that a convolution inside a block sees; odd. */
  readonly kernel: number;
  /** Length of an embedding. */
  readonly dimensions: number;
}

/** The network that is published as `@midizero/pitch-resnet`. */
export const DEFAULT_ARCHITECTURE: PitchResNetShape = {
  family: 'pitch-resnet',
  windowFrames: WINDOW_FRAMES,
  stem: { kernel: 4, stride: 2 },
  stages: [{ channels: 192, blocks: 2 }],
  kernel: 3,
  dimensions: 128,
};

/** One convolution over frames. */
export interface ConvolutionShape {
  readonly inputFrames: number;
  readonly inputChannels: number;
  readonly outputFrames: number;
  readonly outputChannels: number;
  readonly kernel: number;
  readonly stride: number;
}

/** Frames that come out of a convolution whose input is padded by `floor((kernel - 1) / 2)` before and `floor(kernel / 2)` after. */
export function outputFrames(frames: number, kernel: number, stride: number): number {
  const padded = frames + Math.floor((kernel - 1) / 2) + Math.floor(kernel / 2);
  return Math.floor((padded - kernel) / stride) + 1;
}

/** Every convolution of the network by its layer's name, in the order they run, and the last linear layer. */
export interface NetworkPlan {
  readonly convolutions: Readonly<Record<string, ConvolutionShape>>;
  readonly head: { readonly inputSize: number; readonly outputSize: number };
  /** Numbers that training fits: weights, and a scale and a shift for each convolution's output channel. */
  readonly parameterCount: number;
  /** Multiplications of one window's inference. */
  readonly multiplyAdds: number;
}

/** @throws InvalidArgumentError for a shape that cannot be built */
export function planNetwork(shape: PitchResNetShape): NetworkPlan {
  checkShape(shape);
  const convolutions: Record<string, ConvolutionShape> = {};
  let frames = shape.windowFrames;
  let channels = KEY_COUNT;
  const convolve = (name: string, outputChannels: number, kernel: number, stride: number): void => {
    const next = outputFrames(frames, kernel, stride);
    convolutions[name] = {
      inputFrames: frames,
      inputChannels: channels,
      outputFrames: next,
      outputChannels,
      kernel,
      stride,
    };
    frames = next;
    channels = outputChannels;
  };
  convolve('stem', shape.stages[0]!.channels, shape.stem.kernel, shape.stem.stride);
  for (const [stageIndex, stage] of shape.stages.entries()) {
    for (let block = 0; block < stage.blocks; block++) {
      const name = blockName(stageIndex, block);
      const stride = stageIndex > 0 && block === 0 ? 2 : 1;
      if (stride !== 1 || channels !== stage.channels) {
        const [entryFrames, entryChannels] = [frames, channels];
        convolve(`${name}/projection`, stage.channels, 1, stride);
        [frames, channels] = [entryFrames, entryChannels];
      }
      convolve(`${name}/first`, stage.channels, shape.kernel, stride);
      convolve(`${name}/second`, stage.channels, shape.kernel, 1);
    }
  }
  const head = { inputSize: frames * channels, outputSize: shape.dimensions };
  const list = Object.values(convolutions);
  const weights = (layer: ConvolutionShape): number => layer.kernel * layer.inputChannels * layer.outputChannels;
  const headWeights = head.inputSize * head.outputSize;
  return {
    convolutions,
    head,
    parameterCount:
      list.reduce((sum, layer) => sum + weights(layer) + 2 * layer.outputChannels, 0) + headWeights + head.outputSize,
    multiplyAdds: list.reduce((sum, layer) => sum + weights(layer) * layer.outputFrames, 0) + headWeights,
  };
}

export function blockName(stage: number, block: number): string {
  return `stage${stage + 1}/block${block + 1}`;
}

function checkShape(shape: PitchResNetShape): void {
  const whole = (name: string, value: number): void => {
    if (!Number.isInteger(value) || value < 1) {
      throw new InvalidArgumentError(`architecture.${name}`, `expected a whole number of 1 or more, got ${value}`);
    }
  };
  whole('windowFrames', shape.windowFrames);
  whole('stem.kernel', shape.stem.kernel);
  whole('stem.stride', shape.stem.stride);
  whole('kernel', shape.kernel);
  whole('dimensions', shape.dimensions);
  if (shape.kernel % 2 === 0) {
    throw new InvalidArgumentError('architecture.kernel', `expected an odd number, got ${shape.kernel}`);
  }
  if (shape.stages.length === 0) throw new InvalidArgumentError('architecture.stages', 'expected at least one stage');
  for (const [index, stage] of shape.stages.entries()) {
    whole(`stages[${index}].channels`, stage.channels);
    whole(`stages[${index}].blocks`, stage.blocks);
  }
}
