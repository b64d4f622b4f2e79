import type { Graph, Value } from '@midizero/onnx';
import { blockName, type ConvolutionShape, type NetworkPlan, type PitchResNetShape } from './architecture.js';

/**
 * The layers that hold weights. Training builds them from parameters with batch normalization, inference from constants
 * with the normalization folded in; the network around them is one piece of code.
 */
export interface LayerKit {
  /** A convolution and its normalization. @param taps [n * outputFrames, kernel * inputChannels] @returns [n * outputFrames, outputChannels] */
  convolution(name: string, taps: Value, layer: ConvolutionShape): Value;
  /** @param x [n, inputSize] @returns [n, outputSize] */
  linear(name: string, x: Value, layer: NetworkPlan['head']): Value;
}

/** Smallest squared length that an embedding is divided by the root of: all-zero rows stay zero instead of becoming NaN. */
const LENGTH_EPSILON = 1e-12;

/**
 * Adds the network to a graph.
 * @param windows [n, windowFrames, 88], row-major, values 0 or 1
 * @returns embeddings [n, dimensions], each row of length 1
 */
export function buildPitchResNet(
  g: Graph,
  windows: Value,
  shape: PitchResNetShape,
  plan: NetworkPlan,
  layers: LayerKit,
): Value {
  const n = windows.shape[0]!;
  const convolve = (name: string, x: Value): Value => {
    const layer = plan.convolutions[name]!;
    const rows = layers.convolution(name, g.flattenRows(frameTaps(g, x, layer)), layer);
    return g.reshape(rows, [n, layer.outputFrames, layer.outputChannels]);
  };
  let x = g.relu(convolve('stem', windows));
  for (const [stageIndex, stage] of shape.stages.entries()) {
    for (let block = 0; block < stage.blocks; block++) {
      const name = blockName(stageIndex, block);
      const shortcut = `${name}/projection` in plan.convolutions ? convolve(`${name}/projection`, x) : x;
      const inner = g.relu(convolve(`${name}/first`, x));
      x = g.relu(g.add(shortcut, convolve(`${name}/second`, inner)));
    }
  }
  const embedding = layers.linear('head', g.reshape(x, [n, plan.head.inputSize]), plan.head);
  return normalizeRows(g, embedding);
}

/**
 * The frames that each output of a convolution sees, side by side, so that the convolution is one matrix product:
 * [n, frames, channels] to [n, outputFrames, kernel * channels]. Matrix products run three to six times as fast as the
 * Conv operator on tensors of this shape.
 */
function frameTaps(g: Graph, x: Value, { kernel, stride, inputFrames, outputFrames }: ConvolutionShape): Value {
  const before = Math.floor((kernel - 1) / 2);
  const padded = g.pad(x, [
    [0, 0],
    [before, Math.max(0, (outputFrames - 1) * stride + kernel - before - inputFrames)],
    [0, 0],
  ]);
  const taps = Array.from({ length: kernel }, (_, tap) =>
    g.slice(padded, { axis: 1, start: tap, end: tap + (outputFrames - 1) * stride + 1, step: stride }),
  );
  return g.concat(taps, 2);
}

function normalizeRows(g: Graph, x: Value): Value {
  const squaredLength = g.reduceSum(g.mul(x, x), { axes: [1], keepDims: true });
  return g.div(x, g.sqrt(g.add(squaredLength, LENGTH_EPSILON)));
}
