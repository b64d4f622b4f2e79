import { createRandom } from '@midizero/core';
import { KEY_COUNT } from '@midizero/pitch-matrix';
import { blockName, type PitchResNetShape, planNetwork } from '../network/architecture.js';
import { type NetworkWeights, NORMALIZATION_EPSILON, parameterNames } from '../network/inference-model.js';

/** A network small enough for plain loops, with every kind of layer: a second stage brings stride 2 and a projection. */
export const SMALL_NETWORK: PitchResNetShape = {
  family: 'pitch-resnet',
  windowFrames: 10,
  stem: { kernel: 4, stride: 2 },
  stages: [
    { channels: 6, blocks: 1 },
    { channels: 5, blocks: 2 },
  ],
  kernel: 3,
  dimensions: 7,
};

/** Random weights and running statistics for every layer. */
export function randomWeights(shape: PitchResNetShape, seed: number): NetworkWeights {
  const random = createRandom(seed);
  const plan = planNetwork(shape);
  const weights: Record<string, Float32Array> = {};
  const draw = (size: number, make: () => number): Float32Array => Float32Array.from({ length: size }, make);
  for (const [name, layer] of Object.entries(plan.convolutions)) {
    const inputs = layer.kernel * layer.inputChannels;
    weights[parameterNames.weight(name)] = draw(
      inputs * layer.outputChannels,
      () => random.gaussian() / Math.sqrt(inputs),
    );
    weights[parameterNames.scale(name)] = draw(layer.outputChannels, () => 0.5 + random.uniform());
    weights[parameterNames.bias(name)] = draw(layer.outputChannels, () => random.gaussian() * 0.2);
    weights[parameterNames.runningMean(name)] = draw(layer.outputChannels, () => random.gaussian() * 0.2);
    weights[parameterNames.runningVariance(name)] = draw(layer.outputChannels, () => 0.2 + random.uniform());
  }
  weights[parameterNames.weight('head')] = draw(
    plan.head.inputSize * plan.head.outputSize,
    () => random.gaussian() * 0.3,
  );
  weights[parameterNames.bias('head')] = draw(plan.head.outputSize, () => random.gaussian() * 0.1);
  return weights;
}

/** Windows with about `density` of their cells set. @returns size n * windowFrames * 88 */
export function randomWindows(n: number, windowFrames: number, seed: number, density = 0.04): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: n * windowFrames * KEY_COUNT }, () => (random.chance(density) ? 1 : 0));
}

/**
 * The network written as loops over one window, straight from its definition: convolution, normalization with running
 * statistics, ReLU, addition. It shares no code with the graph.
 * @param window size windowFrames * 88
 */
export function naiveEmbedding(shape: PitchResNetShape, weights: NetworkWeights, window: Float32Array): number[] {
  const plan = planNetwork(shape);
  const convolve = (name: string, x: number[][]): number[][] => {
    const layer = plan.convolutions[name]!;
    const weight = weights[parameterNames.weight(name)]!;
    const before = Math.floor((layer.kernel - 1) / 2);
    return Array.from({ length: layer.outputFrames }, (_, t) =>
      Array.from({ length: layer.outputChannels }, (_, out) => {
        let sum = 0;
        for (let tap = 0; tap < layer.kernel; tap++) {
          const frame = x[t * layer.stride + tap - before];
          if (frame === undefined) continue;
          for (const [channel, value] of frame.entries()) {
            sum += value * weight[(tap * layer.inputChannels + channel) * layer.outputChannels + out]!;
          }
        }
        const mean = weights[parameterNames.runningMean(name)]![out]!;
        const variance = weights[parameterNames.runningVariance(name)]![out]!;
        const normalized = (sum - mean) / Math.sqrt(variance + NORMALIZATION_EPSILON);
        return normalized * weights[parameterNames.scale(name)]![out]! + weights[parameterNames.bias(name)]![out]!;
      }),
    );
  };
  const relu = (x: number[][]): number[][] => x.map((frame) => frame.map((value) => Math.max(0, value)));
  const add = (a: number[][], b: number[][]): number[][] =>
    a.map((frame, t) => frame.map((value, c) => value + b[t]![c]!));

  let x = Array.from({ length: shape.windowFrames }, (_, t) => [
    ...window.subarray(t * KEY_COUNT, (t + 1) * KEY_COUNT),
  ]);
  x = relu(convolve('stem', x));
  for (const [stageIndex, stage] of shape.stages.entries()) {
    for (let block = 0; block < stage.blocks; block++) {
      const name = blockName(stageIndex, block);
      const shortcut = `${name}/projection` in plan.convolutions ? convolve(`${name}/projection`, x) : x;
      x = relu(add(shortcut, convolve(`${name}/second`, relu(convolve(`${name}/first`, x)))));
    }
  }
  const features = x.flat();
  const weight = weights[parameterNames.weight('head')]!;
  const embedding = Array.from(weights[parameterNames.bias('head')]!, (bias, out) =>
    features.reduce((sum, value, row) => sum + value * weight[row * plan.head.outputSize + out]!, bias),
  );
  const length = Math.hypot(...embedding);
  return embedding.map((value) => value / length);
}
