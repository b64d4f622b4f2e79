import type { Dim } from '../graph/dimension.js';
import type { OperatorCall, OperatorFamily, OperatorRule } from './definition.js';
import { inputAt, intAttribute, intsAttribute, requireSameType, ShapeMismatch } from './definition.js';

export const convolutionSchemas = {
  AveragePool: {
    auto_pad: 'string',
    ceil_mode: 'int',
    count_include_pad: 'int',
    kernel_shape: 'ints',
    pads: 'ints',
    strides: 'ints',
  },
  Conv: { auto_pad: 'string', dilations: 'ints', group: 'int', kernel_shape: 'ints', pads: 'ints', strides: 'ints' },
  ConvTranspose: {
    auto_pad: 'string',
    dilations: 'ints',
    group: 'int',
    kernel_shape: 'ints',
    output_padding: 'ints',
    pads: 'ints',
    strides: 'ints',
  },
  GlobalAveragePool: {},
  GlobalMaxPool: {},
  MaxPool: {
    auto_pad: 'string',
    ceil_mode: 'int',
    dilations: 'ints',
    kernel_shape: 'ints',
    pads: 'ints',
    storage_order: 'int',
    strides: 'ints',
  },
} as const;

/** How a window moves over the spatial axes; `pads` has all starts, then all ends. */
export interface WindowGeometry {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly pads: readonly number[];
}

/** The geometry that a node's attributes describe, defaults filled in. */
export function windowGeometry(call: Pick<OperatorCall, 'attributes'>, kernel: readonly number[]): WindowGeometry {
  const autoPad = call.attributes.auto_pad;
  if (autoPad !== undefined && autoPad !== 'NOTSET' && autoPad !== 'VALID') {
    throw new ShapeMismatch(`auto_pad ${String(autoPad)} is deprecated and not supported: give pads`);
  }
  if (call.attributes.ceil_mode === 1) throw new ShapeMismatch('ceil_mode is not supported');
  const ints = (name: string, count: number, fallback: number): readonly number[] => {
    const given =
      (call.attributes[name] as readonly number[] | undefined) ?? Array.from({ length: count }, () => fallback);
    if (given.length !== count) throw new ShapeMismatch(`${name} needs ${count} numbers, got ${given.length}`);
    return given;
  };
  return {
    kernel,
    strides: ints('strides', kernel.length, 1),
    dilations: ints('dilations', kernel.length, 1),
    pads: ints('pads', 2 * kernel.length, 0),
  };
}

function windowCount(size: Dim, axis: number, { kernel, strides, dilations, pads }: WindowGeometry): number {
  if (typeof size !== 'number') throw new ShapeMismatch(`the spatial dimension "${size}" must be fixed`);
  const extent = (kernel[axis]! - 1) * dilations[axis]! + 1;
  const padded = size + pads[axis]! + pads[axis + kernel.length]!;
  if (padded < extent) throw new ShapeMismatch(`a kernel of extent ${extent} does not fit into size ${padded}`);
  return Math.floor((padded - extent) / strides[axis]!) + 1;
}

function kernelOf(call: OperatorCall, weightShape?: readonly Dim[]): readonly number[] {
  const fromWeight = weightShape?.slice(2) as readonly number[] | undefined;
  const kernel = intsAttribute(call, 'kernel_shape') ?? fromWeight;
  if (kernel === undefined) throw new ShapeMismatch('attribute "kernel_shape" is missing');
  if (fromWeight !== undefined && fromWeight.join() !== kernel.join()) {
    throw new ShapeMismatch(`kernel_shape [${kernel.join(', ')}] is not the weight's [${fromWeight.join(', ')}]`);
  }
  return kernel;
}

function requireSpatialRank(rank: number, kernel: readonly number[]): void {
  if (rank !== kernel.length + 2)
    throw new ShapeMismatch(`a kernel over ${kernel.length} axes needs rank ${kernel.length + 2}, got ${rank}`);
}

const conv: OperatorRule = {
  inputs: [2, 3],
  infer: (call) => {
    const [x, w, bias] = [inputAt(call, 0), inputAt(call, 1), call.inputs[2]];
    const geometry = windowGeometry(call, kernelOf(call, w.shape));
    requireSpatialRank(x.shape.length, geometry.kernel);
    const group = intAttribute(call, 'group', 1);
    if (x.shape[1] !== (w.shape[1] as number) * group) {
      throw new ShapeMismatch(
        `${x.shape[1]} channels do not fit a weight of ${w.shape[1]} channels in ${group} groups`,
      );
    }
    if (bias !== undefined && (bias.shape.length !== 1 || bias.shape[0] !== w.shape[0])) {
      throw new ShapeMismatch(`the bias must have ${w.shape[0]} elements`);
    }
    const spatial = x.shape.slice(2).map((size, axis) => windowCount(size, axis, geometry));
    return [{ type: requireSameType([x, w]), shape: [x.shape[0]!, w.shape[0]!, ...spatial] }];
  },
};

const convTranspose: OperatorRule = {
  inputs: [2, 3],
  infer: (call) => {
    const [x, w] = [inputAt(call, 0), inputAt(call, 1)];
    const geometry = windowGeometry(call, kernelOf(call, w.shape));
    requireSpatialRank(x.shape.length, geometry.kernel);
    if (x.shape[1] !== w.shape[0])
      throw new ShapeMismatch(`${x.shape[1]} channels do not fit a weight of ${w.shape[0]}`);
    const { kernel, strides, dilations, pads } = geometry;
    const added = intsAttribute(call, 'output_padding') ?? kernel.map(() => 0);
    const spatial = x.shape.slice(2).map((size, axis) => {
      if (typeof size !== 'number') throw new ShapeMismatch(`the spatial dimension "${size}" must be fixed`);
      const extent = (kernel[axis]! - 1) * dilations[axis]! + 1;
      return strides[axis]! * (size - 1) + added[axis]! + extent - pads[axis]! - pads[axis + kernel.length]!;
    });
    const channels = (w.shape[1] as number) * intAttribute(call, 'group', 1);
    return [{ type: requireSameType([x, w]), shape: [x.shape[0]!, channels, ...spatial] }];
  },
};

const pool: OperatorRule = {
  inputs: [1, 1],
  infer: (call) => {
    const { type, shape } = inputAt(call, 0);
    const geometry = windowGeometry(call, kernelOf(call));
    requireSpatialRank(shape.length, geometry.kernel);
    const spatial = shape.slice(2).map((size, axis) => windowCount(size, axis, geometry));
    const pooled = { type, shape: [...shape.slice(0, 2), ...spatial] };
    // MaxPool's second output, the positions of the maxima.
    return call.outputCount === 2 ? [pooled, { type: 'int64', shape: pooled.shape }] : [pooled];
  },
};

const globalPool: OperatorRule = {
  inputs: [1, 1],
  infer: (call) => {
    const { type, shape } = inputAt(call, 0);
    return [{ type, shape: shape.map((dim, axis) => (axis < 2 ? dim : 1)) }];
  },
};

export const convolutionOperators: OperatorFamily<typeof convolutionSchemas> = {
  AveragePool: pool,
  Conv: conv,
  ConvTranspose: convTranspose,
  GlobalAveragePool: globalPool,
  GlobalMaxPool: globalPool,
  MaxPool: pool,
};
