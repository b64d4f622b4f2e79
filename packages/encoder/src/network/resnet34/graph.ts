import { type Graph, multiplyDims, type Value } from '@midizero/onnx';
import { blockName } from '../architecture.js';
import type { LayerKit } from '../layer-kit.js';
import { normalizeRows } from '../normalize-rows.js';
import { POOLING, type ResNet34Plan } from './plan.js';
import type { ResNet34Shape } from './shape.js';
import { positions, type WindowTaps, windowTaps } from './window-taps.js';

/**
 * Adds the network to a graph. Images are `[n, height · width, channels]`; a convolution is a gather of its taps and one
 * matrix product, whose gradients are matrix products too.
 * @param windows [n, windowFrames, 88], row-major, values 0 or 1
 * @returns embeddings [n, dimensions], each row of length 1
 */
export function buildResNet34(
  g: Graph,
  windows: Value,
  shape: ResNet34Shape,
  plan: ResNet34Plan,
  layers: LayerKit,
): Value {
  const n = windows.shape[0]!;
  const asImages = (rows: Value, { output }: WindowTaps): Value =>
    g.reshape(rows, [n, positions(output), rows.shape[1]!]);
  const convolve = (name: string, x: Value): Value => {
    const layer = plan.convolutions[name]!;
    return asImages(layers.convolution(name, gatherTaps(g, x, layer.taps), layer), layer.taps);
  };
  const pixels = g.reshape(windows, [n, plan.stem.taps.inputPositions, 1]);
  const stem = layers.liftedConvolution('lift', 'stem', gatherTaps(g, pixels, plan.stem.taps), plan.stem);
  let x = maxPool(g, g.relu(asImages(stem, plan.stem.taps)), plan.pooling);
  for (const [stageIndex, stage] of shape.stages.entries()) {
    for (let block = 0; block < stage.blocks; block++) {
      const name = blockName(stageIndex, block);
      const shortcut = `${name}/projection` in plan.convolutions ? convolve(`${name}/projection`, x) : x;
      const inner = g.relu(convolve(`${name}/first`, x));
      x = g.relu(g.add(shortcut, convolve(`${name}/second`, inner)));
    }
  }
  return normalizeRows(g, layers.linear('head', g.reshape(x, [n, plan.head.inputSize]), plan.head));
}

/** What each output position sees, side by side: [n, inputPositions, channels] to [n * outputPositions, taps * channels]. */
function gatherTaps(g: Graph, x: Value, { output, offsets, indices, inputPositions }: WindowTaps): Value {
  const [n, , channels] = x.shape;
  const padded = indices.includes(inputPositions) ? padAlong(g, x, 1) : x;
  const taps = g.gather(padded, g.ints(indices), 1);
  return g.reshape(taps, [multiplyDims(n!, positions(output)), offsets.length * (channels as number)]);
}

/**
 * Max-pooling of what is not negative, so that padding may be zeros: over rows, then over columns, which moves less
 * memory than over both at once and has small gradients.
 */
function maxPool(g: Graph, x: Value, { input, output, channels }: ResNet34Plan['pooling']): Value {
  const n = x.shape[0]!;
  const along = (value: Value, axis: number, inputLength: number): Value => {
    const { indices, offsets, output } = windowTaps({ height: 1, width: inputLength }, POOLING);
    const taps = g.gather(
      padAlong(g, value, axis),
      g.constant(BigInt64Array.from(indices, BigInt), [output.width, offsets.length]),
      axis,
    );
    return g.reduceMax(taps, { axes: [axis + 1] });
  };
  const rows = along(g.reshape(x, [n, input.height, input.width * channels]), 1, input.height);
  const columns = along(g.reshape(rows, [n, output.height, input.width, channels]), 2, input.width);
  return g.reshape(columns, [n, positions(output), channels]);
}

/** A zero after the last along an axis. */
function padAlong(g: Graph, x: Value, axis: number): Value {
  return g.pad(
    x,
    x.shape.map((_, at) => [0, at === axis ? 1 : 0]),
  );
}
