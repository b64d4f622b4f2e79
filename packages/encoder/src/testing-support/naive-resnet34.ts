import { KEY_COUNT } from '@midizero/pitch-matrix';
import { blockName } from '../network/architecture.js';
import { type NetworkWeights, NORMALIZATION_EPSILON, parameterNames } from '../network/inference-model.js';
import { planResNet34 } from '../network/resnet34/plan.js';
import type { ResNet34Shape } from '../network/resnet34/shape.js';

/** `[row][column][channel]` */
type NaiveImage = readonly (readonly (readonly number[])[])[];

/** A number for each output position of a window that moves over an image. */
function slide(
  image: NaiveImage,
  { size, stride }: { size: number; stride: number },
  at: (row: number, column: number) => number[],
): NaiveImage {
  const padding = Math.floor(size / 2);
  const count = (length: number): number => Math.floor((length + 2 * padding - size) / stride) + 1;
  return Array.from({ length: count(image.length) }, (_, y) =>
    Array.from({ length: count(image[0]!.length) }, (_, x) => at(y * stride, x * stride)),
  );
}

/**
 * The network written as loops over one window, straight from its definition: the 1×1 convolution is one of its own, kernels
 * are whole, max-pooling is over squares.
 * @param window size windowFrames * 88
 */
export function naiveResNet34(shape: ResNet34Shape, weights: NetworkWeights, window: Float32Array): number[] {
  const plan = planResNet34(shape);
  const relu = (image: NaiveImage): NaiveImage =>
    image.map((row) => row.map((cell) => cell.map((v) => Math.max(0, v))));
  const add = (a: NaiveImage, b: NaiveImage): NaiveImage =>
    a.map((row, y) => row.map((cell, x) => cell.map((value, c) => value + b[y]![x]![c]!)));
  const normalize = (name: string, value: number, channel: number): number => {
    const at = (field: (layer: string) => string): number => weights[field(name)]![channel]!;
    const centered =
      (value - at(parameterNames.runningMean)) / Math.sqrt(at(parameterNames.runningVariance) + NORMALIZATION_EPSILON);
    return centered * at(parameterNames.scale) + at(parameterNames.bias);
  };
  /** @param weightAt place of a weight in the layer's array */
  const convolve = (
    name: string,
    image: NaiveImage,
    {
      size,
      stride,
      offsets,
      channels,
    }: { size: number; stride: number; offsets: readonly (readonly [number, number])[]; channels: number },
    weightAt: (tap: number, input: number, output: number) => number,
  ): NaiveImage =>
    slide(image, { size, stride }, (y, x) =>
      Array.from({ length: channels }, (_, output) => {
        let sum = 0;
        for (const [tap, [row, column]] of offsets.entries()) {
          for (const [input, value] of (image[y + row]?.[x + column] ?? []).entries()) {
            sum += value * weights[parameterNames.weight(name)]![weightAt(tap, input, output)]!;
          }
        }
        return normalize(name, sum, output);
      }),
    );
  const blockConvolution = (name: string, image: NaiveImage, size: number, stride: number): NaiveImage => {
    const { taps, inputChannels, outputChannels } = plan.convolutions[name]!;
    return convolve(
      name,
      image,
      { size, stride, offsets: taps.offsets, channels: outputChannels },
      (tap, input, output) => (tap * inputChannels + input) * outputChannels + output,
    );
  };

  const lifted: NaiveImage = Array.from({ length: shape.windowFrames }, (_, y) =>
    Array.from({ length: KEY_COUNT }, (_, x) =>
      Array.from(
        weights['lift/weight']!,
        (weight, c) => weight * window[y * KEY_COUNT + x]! + weights['lift/bias']![c]!,
      ),
    ),
  );
  const { kernel, outputChannels, taps } = plan.stem;
  const stem = convolve(
    'stem',
    lifted,
    { size: 7, stride: 2, offsets: taps.offsets, channels: outputChannels },
    (tap, input, output) => (input * kernel + tap) * outputChannels + output,
  );
  const active = relu(stem);
  let x = slide(active, { size: 3, stride: 2 }, (y, column) =>
    Array.from({ length: outputChannels }, (_, c) =>
      Math.max(...[-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => active[y + dy]?.[column + dx]?.[c] ?? 0))),
    ),
  );
  for (const [stageIndex, stage] of shape.stages.entries()) {
    for (let block = 0; block < stage.blocks; block++) {
      const name = blockName(stageIndex, block);
      const stride = stageIndex > 0 && block === 0 ? 2 : 1;
      const projection = `${name}/projection`;
      const shortcut = projection in plan.convolutions ? blockConvolution(projection, x, 1, stride) : x;
      const inner = relu(blockConvolution(`${name}/first`, x, 3, stride));
      x = relu(add(shortcut, blockConvolution(`${name}/second`, inner, 3, 1)));
    }
  }
  const features = x.flat(2);
  const weight = weights[parameterNames.weight('head')]!;
  const embedding = Array.from(weights[parameterNames.bias('head')]!, (bias, output) =>
    features.reduce((sum, value, row) => sum + value * weight[row * plan.head.outputSize + output]!, bias),
  );
  const length = Math.hypot(...embedding);
  return embedding.map((value) => value / length);
}
