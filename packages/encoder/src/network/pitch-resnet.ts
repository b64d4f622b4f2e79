import { type Graph, multiplyDims, type Value } from '@midizero/onnx';
import { blockName, type ConvolutionShape, type NetworkPlan, type PitchResNetShape } from './architecture.js';
import type { LayerKit } from './layer-kit.js';
import { normalizeRows } from './normalize-rows.js';

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
    const rows = layers.convolution(name, frameTaps(g, x, layer), layer);
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
 * [n, inputFrames, channels] to [n * outputFrames, kernel * channels]. Both its gradients
 * are plain matrix products too. Taps before the first and after the last frame read one of zeros.
 */
function frameTaps(
  g: Graph,
  x: Value,
  { kernel, stride, inputFrames, inputChannels, outputFrames }: ConvolutionShape,
): Value {
  const before = Math.floor((kernel - 1) / 2);
  const zeroFrame = inputFrames;
  const frames = Array.from({ length: outputFrames * kernel }, (_, index) => {
    const frame = Math.floor(index / kernel) * stride + (index % kernel) - before;
    return frame >= 0 && frame < inputFrames ? frame : zeroFrame;
  });
  const padded = g.pad(x, [
    [0, 0],
    [0, frames.includes(zeroFrame) ? 1 : 0],
    [0, 0],
  ]);
  const taps = g.gather(padded, g.ints(frames), 1);
  return g.reshape(taps, [multiplyDims(x.shape[0]!, outputFrames), kernel * inputChannels]);
}
