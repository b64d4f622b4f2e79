import type { Graph, OperatorName, Value, WindowGeometry } from '@midizero/onnx';
import { staticShape, windowGeometry } from '@midizero/onnx';
import type { GradientContext, GradientRule } from '../rule.js';
import { padAxis, spread } from './shared.js';

// Tensors are [batch, channels, …spatial]; axis s of a window is axis 2 + s of a tensor.

/** Rows or columns at the end of a padded axis that no window reaches, for each spatial axis. */
function unreached(x: Value, y: Value, { kernel, strides, dilations, pads }: WindowGeometry): readonly number[] {
  return kernel.map((size, s) => {
    const padded = (x.shape[2 + s] as number) + pads[s]! + pads[s + kernel.length]!;
    const reached = ((y.shape[2 + s] as number) - 1) * strides[s]! + (size - 1) * dilations[s]! + 1;
    return padded - reached;
  });
}

/** Spreads window values back over the input by a transposed convolution with `weight`. */
function spreadWindows(
  context: GradientContext,
  values: Value,
  weight: Value,
  geometry: WindowGeometry,
  group: number,
): Value {
  const { graph: g, inputs, output } = context;
  const x = inputs[0]!;
  const { kernel, strides, dilations, pads } = geometry;
  return g.op('ConvTranspose', [values, weight], {
    kernel_shape: kernel,
    strides,
    dilations,
    pads,
    output_padding: unreached(x, output, geometry),
    group,
  });
}

/** The weight's gradient, one group of channels after the other. */
function weightGradient(context: GradientContext, geometry: WindowGeometry, groups: number): Value {
  const { graph: g, gradient, inputs, output } = context;
  const [x, w] = [inputs[0]!, inputs[1]!];
  const excess = unreached(x, output, geometry);
  const part = (value: Value, group: number): Value => {
    const size = (value.shape[1] as number) / groups;
    return g.slice(value, { axis: 1, start: group * size, end: (group + 1) * size });
  };
  const parts = Array.from({ length: groups }, (_, group) =>
    groupWeightGradient(g, part(x, group), part(gradient, group), geometry, excess),
  );
  return g.reshape(g.concat(parts, 0), w.shape);
}

/** A convolution of the input by the output's gradient, batch and channels in each other's place. */
function groupWeightGradient(
  g: Graph,
  x: Value,
  gradient: Value,
  { kernel, strides, dilations, pads }: WindowGeometry,
  excess: readonly number[],
): Value {
  const swapped = [1, 0, ...kernel.map((_, s) => 2 + s)];
  const pairs = g.op('Conv', [g.transpose(x, swapped), g.transpose(gradient, swapped)], {
    kernel_shape: staticShape(gradient.shape).slice(2),
    strides: dilations,
    dilations: strides,
    // Leaves out the part of the input that no window reaches, where padding covers it.
    pads: pads.map((count, at) => (at < kernel.length ? count : Math.max(0, count - excess[at - kernel.length]!))),
  });
  const exact = kernel.reduce((value, size, s) => g.slice(value, { axis: 2 + s, end: size }), pairs);
  return g.transpose(exact, swapped);
}

const conv: GradientRule = (context) => {
  const { graph: g, gradient, inputs, node, needs } = context;
  const w = inputs[1]!;
  const geometry = windowGeometry(node, staticShape(w.shape).slice(2));
  const groups = (node.attributes.group as number | undefined) ?? 1;
  const spatial = geometry.kernel.map((_, s) => 2 + s);
  return [
    needs(0) ? spreadWindows(context, gradient, w, geometry, groups) : undefined,
    needs(1) ? weightGradient(context, geometry, groups) : undefined,
    needs(2) ? g.reduceSum(gradient, { axes: [0, ...spatial] }) : undefined,
  ];
};

function poolGeometry(context: GradientContext): WindowGeometry {
  return windowGeometry(context.node, context.node.attributes.kernel_shape as readonly number[]);
}

/** How many elements that are not padding each window covers: `[1, 1, …windows]`. */
function coveredCounts(g: Graph, x: Value, y: Value, { kernel, strides, dilations, pads }: WindowGeometry): Value {
  const windows = staticShape(y.shape).slice(2);
  const perAxis = windows.map((count, s) =>
    Array.from({ length: count }, (_, window) => {
      const start = window * strides[s]! - pads[s]!;
      const taps = Array.from({ length: kernel[s]! }, (_, tap) => start + tap * dilations[s]!);
      return taps.filter((at) => at >= 0 && at < (x.shape[2 + s] as number)).length;
    }),
  );
  const counts = perAxis.reduce<number[]>(
    (products, axis) => products.flatMap((product) => axis.map((count) => product * count)),
    [1],
  );
  return g.constant(Float32Array.from(counts), [1, 1, ...windows]);
}

const averagePool: GradientRule = (context) => {
  const { graph: g, gradient, inputs, output, node } = context;
  const x = inputs[0]!;
  const geometry = poolGeometry(context);
  const area = geometry.kernel.reduce((product, size) => product * size, 1);
  const padding = geometry.pads.some((count) => count > 0) && node.attributes.count_include_pad !== 1;
  const share = padding ? g.div(gradient, coveredCounts(g, x, output, geometry)) : g.mul(gradient, 1 / area);
  const channels = x.shape[1] as number;
  const ones = g.constant(new Float32Array(channels * area).fill(1), [channels, 1, ...geometry.kernel]);
  return [spreadWindows(context, share, ones, geometry, channels)];
};

/** All places of a kernel's elements, each as one index for each spatial axis. */
function taps(kernel: readonly number[]): readonly (readonly number[])[] {
  return kernel.reduce<number[][]>(
    (places, size) => places.flatMap((place) => Array.from({ length: size }, (_, index) => [...place, index])),
    [[]],
  );
}

/** Shares each window's gradient evenly among the elements that are equal to its maximum, one kernel element at a time. */
const maxPool: GradientRule = (context) => {
  const { graph: g, gradient, inputs, output } = context;
  const x = inputs[0]!;
  const geometry = poolGeometry(context);
  const { kernel, strides, dilations, pads } = geometry;
  const windows = staticShape(output.shape, output.name).slice(2);
  const around: [number, number][] = [
    [0, 0],
    [0, 0],
    ...kernel.map((_, s): [number, number] => [pads[s]!, pads[s + kernel.length]!]),
  ];
  const padded = g.pad(x, around, Number.NEGATIVE_INFINITY);
  const chosen = taps(kernel).map((place) => {
    const elements = place.reduce((value, index, s) => {
      const start = index * dilations[s]!;
      const end = start + (windows[s]! - 1) * strides[s]! + 1;
      return g.slice(value, { axis: 2 + s, start, end, step: strides[s]! });
    }, padded);
    return g.cast(g.equal(elements, output), 'float32');
  });
  const share = g.div(
    gradient,
    chosen.reduce((sum, mask) => g.add(sum, mask)),
  );
  const contributions = taps(kernel).map((place, tap) =>
    place.reduce(
      (value, index, s) => {
        const axis = 2 + s;
        const start = index * dilations[s]!;
        const room = (padded.shape[axis] as number) - start;
        const spaced = spread(g, value, axis, strides[s]!);
        const cut = g.slice(spaced, { axis, end: Math.min(room, spaced.shape[axis] as number) });
        return padAxis(g, cut, axis, start, room - (cut.shape[axis] as number));
      },
      g.mul(chosen[tap]!, share),
    ),
  );
  const total = contributions.reduce((sum, contribution) => g.add(sum, contribution));
  return [
    kernel.reduce(
      (value, _, s) => g.slice(value, { axis: 2 + s, start: pads[s]!, end: pads[s]! + (x.shape[2 + s] as number) }),
      total,
    ),
  ];
};

const globalAveragePool: GradientRule = ({ graph: g, gradient, inputs }) => {
  const area = staticShape(inputs[0]!.shape.slice(2), 'spatial dimensions').reduce(
    (product, size) => product * size,
    1,
  );
  return [g.mul(gradient, 1 / area)];
};

export const convolutionRules: Partial<Record<OperatorName, GradientRule>> = {
  AveragePool: averagePool,
  Conv: conv,
  GlobalAveragePool: globalAveragePool,
  MaxPool: maxPool,
};
