import type { Random } from '@midizero/core';
import type { Graph, Value } from '@midizero/onnx';
import { batchNorm } from '../layers/batch-norm.js';
import { crossEntropy, infoNce, l2Normalize, similarityLoss } from '../losses/losses.js';
import type { GradientCase } from './check-gradients.js';

const size = (random: Random): number => 1 + random.integer(3);
const matrix = (random: Random): readonly number[] => [size(random), size(random)];
const one = (random: Random): readonly (readonly number[])[] => [matrix(random)];
const positive = (random: Random): number => 0.5 + random.uniform();

/** Two shapes that broadcast to each other, sometimes with a missing or a single axis. */
function broadcastPair(random: Random): readonly (readonly number[])[] {
  const [rows, columns] = [size(random), 1 + size(random)];
  const partners = [[rows, columns], [columns], [1, columns], [rows, 1], []];
  const partner = partners[random.integer(partners.length)]!;
  return random.chance(0.5) ? [[rows, columns], partner] : [partner, [rows, columns]];
}

function unary(name: string, build: GradientCase['build'], options: Partial<GradientCase> = {}): GradientCase {
  return { name, shapes: one, build, ...options };
}

const elementwise: readonly GradientCase[] = [
  { name: 'Add', shapes: broadcastPair, build: (g, [a, b]) => g.add(a!, b!) },
  { name: 'Sub', shapes: broadcastPair, build: (g, [a, b]) => g.sub(a!, b!) },
  { name: 'Mul', shapes: broadcastPair, build: (g, [a, b]) => g.mul(a!, b!) },
  { name: 'Div', shapes: broadcastPair, draw: positive, build: (g, [a, b]) => g.div(a!, b!) },
  { name: 'Pow', shapes: broadcastPair, draw: positive, build: (g, [a, b]) => g.pow(a!, b!) },
  { name: 'Max', shapes: (r) => Array(2).fill(matrix(r)), distinct: true, build: (g, [a, b]) => g.max(a!, b!) },
  { name: 'Min', shapes: (r) => Array(2).fill(matrix(r)), distinct: true, build: (g, [a, b]) => g.min(a!, b!) },
  unary('square by Mul', (g, [x]) => g.mul(x!, x!)),
  unary('square by Pow', (g, [x]) => g.pow(x!, 2)),
  unary('cube by Pow', (g, [x]) => g.pow(x!, 3), { draw: positive }),
  unary('Abs', (g, [x]) => g.abs(x!), { distinct: true }),
  unary('Cast and Identity', (g, [x]) => g.op('Cast', [g.op('Identity', [x!])], { to: 'float32' })),
  unary('Clip', (g, [x]) => g.op('Clip', [x!, g.scalar(-0.1875), g.scalar(0.1875)]), { distinct: true }),
  unary('Cos', (g, [x]) => g.op('Cos', [x!])),
  unary('Sin', (g, [x]) => g.op('Sin', [x!])),
  unary('Elu', (g, [x]) => g.op('Elu', [x!], { alpha: 0.7 }), { distinct: true }),
  unary('Erf', (g, [x]) => g.op('Erf', [x!])),
  unary('gelu', (g, [x]) => g.gelu(x!)),
  unary('Exp', (g, [x]) => g.exp(x!)),
  unary('LeakyRelu', (g, [x]) => g.op('LeakyRelu', [x!], { alpha: 0.2 }), { distinct: true }),
  unary('Log', (g, [x]) => g.log(x!), { draw: positive }),
  unary('Neg', (g, [x]) => g.neg(x!)),
  unary('Reciprocal', (g, [x]) => g.op('Reciprocal', [x!]), { draw: positive }),
  unary('Relu', (g, [x]) => g.relu(x!), { distinct: true }),
  unary('Sigmoid', (g, [x]) => g.sigmoid(x!)),
  unary('Softplus', (g, [x]) => g.op('Softplus', [x!])),
  unary('Sqrt', (g, [x]) => g.sqrt(x!), { draw: positive }),
  unary('Tanh', (g, [x]) => g.tanh(x!)),
  {
    name: 'Where',
    shapes: (r) => [[2, size(r)], [1]],
    build: (g, [a, b]) => g.where(g.constant(Uint8Array.of(1, 0), [2, 1], { type: 'bool' }), a!, b!),
  },
];

const reductionOptions = [{}, { axes: [0] }, { axes: [-1], keepDims: true }, { axes: [0, 1] }] as const;

const reductions: readonly GradientCase[] = reductionOptions.flatMap((options) => {
  const suffix = JSON.stringify(options);
  const attributes = {
    ...('axes' in options && { axes: options.axes }),
    keepdims: 'keepDims' in options ? 1 : 0,
  };
  return [
    unary(`ReduceSum ${suffix}`, (g, [x]) => g.reduceSum(x!, options)),
    unary(`ReduceMean ${suffix}`, (g, [x]) => g.reduceMean(x!, options)),
    unary(`ReduceMax ${suffix}`, (g, [x]) => g.reduceMax(x!, options), { distinct: true }),
    unary(`ReduceMin ${suffix}`, (g, [x]) => g.op('ReduceMin', [x!], attributes), { distinct: true }),
    unary(`ReduceL1 ${suffix}`, (g, [x]) => g.op('ReduceL1', [x!], attributes), { distinct: true }),
    unary(`ReduceL2 ${suffix}`, (g, [x]) => g.reduceL2(x!, options), { draw: positive }),
    unary(`ReduceSumSquare ${suffix}`, (g, [x]) => g.op('ReduceSumSquare', [x!], attributes)),
    unary(`ReduceLogSumExp ${suffix}`, (g, [x]) => g.op('ReduceLogSumExp', [x!], attributes)),
  ];
});

function orientedGemm(transA: boolean, transB: boolean): GradientCase {
  const oriented = (rows: number, columns: number, swapped: boolean): number[] =>
    swapped ? [columns, rows] : [rows, columns];
  return {
    name: `Gemm transA=${transA} transB=${transB}`,
    shapes: (random) => {
      const [m, k, n] = [size(random), size(random), size(random)];
      return [oriented(m, k, transA), oriented(k, n, transB), random.chance(0.5) ? [n] : [m, 1]];
    },
    build: (g, [a, b, bias]) => g.gemm(a!, b!, { bias, transA, transB, alpha: 0.7, beta: 1.3 }),
  };
}

const linear: readonly GradientCase[] = [
  orientedGemm(false, false),
  orientedGemm(false, true),
  orientedGemm(true, false),
  orientedGemm(true, true),
  {
    name: 'MatMul of matrices',
    shapes: (r) => [
      [size(r), 3],
      [3, size(r)],
    ],
    build: (g, [a, b]) => g.matMul(a!, b!),
  },
  {
    name: 'MatMul of rows by a matrix',
    shapes: (r) => [
      [2, size(r), 3],
      [3, size(r)],
    ],
    build: (g, [a, b]) => g.matMul(a!, b!),
  },
  {
    name: 'MatMul in batches',
    shapes: (r) => [
      [2, 1, size(r), 3],
      [2, 3, size(r)],
    ],
    build: (g, [a, b]) => g.matMul(a!, b!),
  },
  {
    name: 'MatMul of a matrix by a batch',
    shapes: (r) => [
      [size(r), 3],
      [2, 3, size(r)],
    ],
    build: (g, [a, b]) => g.matMul(a!, b!),
  },
];

const layout: readonly GradientCase[] = [
  unary('Reshape', (g, [x]) => g.mul(g.op('Reshape', [x!, g.ints([-1])]), 2)),
  unary('Flatten', (g, [x]) => g.op('Flatten', [x!], { axis: 0 })),
  unary('Squeeze of Unsqueeze', (g, [x]) => g.squeeze(g.unsqueeze(x!, [0, 2]), [2])),
  { name: 'Transpose', shapes: (r) => [[size(r), 2, size(r)]], build: (g, [x]) => g.transpose(x!, [1, 2, 0]) },
  { name: 'Slice', shapes: (r) => [[size(r), 5]], build: (g, [x]) => g.slice(x!, { axis: 1, start: 1, end: -1 }) },
  ...[2, 3, -1, -2].map(
    (step): GradientCase => ({
      name: `Slice by ${step}`,
      shapes: (r) => [[4 + size(r), size(r)]],
      build: (g, [x]) =>
        step > 0 ? g.slice(x!, { axis: 0, start: 1, step }) : g.slice(x!, { axis: 0, start: -1, end: -100, step }),
    }),
  ),
  {
    name: 'Concat',
    shapes: (r) => [
      [2, size(r)],
      [2, size(r)],
    ],
    build: (g, [a, b]) => g.concat([a!, b!, a!], 1),
  },
  unary('Pad', (g, [x]) =>
    g.pad(
      x!,
      [
        [1, 0],
        [0, 2],
      ],
      0.5,
    ),
  ),
  { name: 'Expand', shapes: (r) => [[size(r), 1]], build: (g, [x]) => g.expand(x!, [2, x!.shape[0] as number, 3]) },
  { name: 'Split', shapes: (r) => [[size(r), 4]], build: (g, [x]) => splitAndUseTwo(g, x!) },
  unary('Tile', (g, [x]) => g.op('Tile', [x!, g.ints([2, 3])])),
];

function splitAndUseTwo(g: Graph, x: Value): Value {
  const [first, , third] = g.ops('Split', [x, g.ints([1, 2, 1])], 3, { axis: 1 });
  return g.mul(first!, third!);
}

const normalization: readonly GradientCase[] = [
  unary('Softmax', (g, [x]) => g.softmax(x!)),
  unary('Softmax along axis 0', (g, [x]) => g.softmax(x!, 0)),
  unary('LogSoftmax', (g, [x]) => g.logSoftmax(x!)),
  {
    name: 'LayerNormalization over the last axis',
    shapes: (r) => [[2, size(r), 4], [4], [4]],
    build: (g, [x, scale, bias]) => g.op('LayerNormalization', [x!, scale!, bias!], { epsilon: 0.1 }),
  },
  {
    name: 'LayerNormalization over two axes',
    shapes: (r) => {
      const inner = [1 + size(r), 3];
      return [[2, ...inner], inner];
    },
    build: (g, [x, scale]) => g.op('LayerNormalization', [x!, scale!], { axis: 1, epsilon: 0.1 }),
  },
  {
    name: 'BatchNormalization',
    shapes: (r) => [[size(r), 3, size(r), 2], [3], [3], [3], [3]],
    // A variance must not be negative.
    draw: (random, argument) => (argument === 4 ? 0.5 + random.uniform() : 2 * random.uniform() - 1),
    build: (g, [x, scale, bias, mean, variance]) =>
      g.op('BatchNormalization', [x!, scale!, bias!, mean!, variance!], { epsilon: 0.1 }),
  },
];

const indexing: readonly GradientCase[] = [
  { name: 'Gather', shapes: (r) => [[3, size(r)]], build: (g, [x]) => g.gather(x!, g.ints([2, 0, 2])) },
  {
    name: 'Gather along axis 1',
    shapes: (r) => [[size(r), 3, 2]],
    build: (g, [x]) => g.gather(x!, g.constant(BigInt64Array.of(2n, 0n, 2n, 1n), [2, 2]), 1),
  },
  {
    name: 'Gather by indices that are computed',
    shapes: (r) => [[size(r), 3, 2]],
    build: (g, [x]) => g.gather(x!, g.op('Identity', [g.constant(BigInt64Array.of(2n, 0n, 2n, 1n), [2, 2])]), 1),
  },
  {
    name: 'GatherElements',
    shapes: (r) => [[2, 1 + size(r)]],
    build: (g, [x]) => g.op('GatherElements', [x!, g.constant(BigInt64Array.of(1n, 0n), [2, 1])], { axis: 1 }),
  },
];

const image = (random: Random): readonly number[] => [size(random), 2, 4 + random.integer(3), 5];

const convolutionGeometries = [
  {},
  { pads: [1, 1, 1, 1] },
  { pads: [0, 1, 2, 0], strides: [2, 1] },
  { strides: [3, 2], dilations: [1, 2] },
  { pads: [1, 2, 1, 2], strides: [2, 2] },
];

const convolution: readonly GradientCase[] = [
  ...convolutionGeometries.map(
    (geometry): GradientCase => ({
      name: `Conv ${JSON.stringify(geometry)}`,
      shapes: (r) => [image(r), [3, 2, 3, 2], [3]],
      build: (g, [x, w, b]) => g.op('Conv', [x!, w!, b!], geometry),
    }),
  ),
  ...[{ pads: [1, 1, 1, 1] }, { strides: [2, 1] }].map(
    (geometry): GradientCase => ({
      name: `Conv in groups ${JSON.stringify(geometry)}`,
      shapes: (r) => [[size(r), 4, 4 + r.integer(3), 4], [6, 2, 3, 2], [6]],
      build: (g, [x, w, b]) => g.op('Conv', [x!, w!, b!], { group: 2, ...geometry }),
    }),
  ),
  {
    name: 'Conv over one axis',
    shapes: (r) => [
      [2, 3, 5 + size(r)],
      [2, 3, 3],
    ],
    build: (g, [x, w]) => g.op('Conv', [x!, w!], { pads: [1, 1], strides: [2] }),
  },
  ...[{}, { pads: [1, 1, 1, 1], strides: [2, 2] }, { pads: [0, 1, 1, 0], count_include_pad: 1 }].map(
    (geometry): GradientCase => ({
      name: `AveragePool ${JSON.stringify(geometry)}`,
      shapes: (r) => [image(r)],
      build: (g, [x]) => g.op('AveragePool', [x!], { kernel_shape: [3, 2], ...geometry }),
    }),
  ),
  ...[{}, { pads: [1, 1, 1, 1], strides: [2, 3] }].map(
    (geometry): GradientCase => ({
      name: `MaxPool ${JSON.stringify(geometry)}`,
      shapes: (r) => [image(r)],
      distinct: true,
      build: (g, [x]) => g.op('MaxPool', [x!], { kernel_shape: [3, 2], ...geometry }),
    }),
  ),
  { name: 'GlobalAveragePool', shapes: (r) => [image(r)], build: (g, [x]) => g.op('GlobalAveragePool', [x!]) },
];

/** Functions of this package, which are written in operators with rules. */
const composites: readonly GradientCase[] = [
  {
    name: 'batchNorm',
    shapes: () => [[3, 2, 3]],
    build: (g, [x]) => batchNormOf(g, x!),
  },
  { name: 'l2Normalize', shapes: (r) => [[size(r), 3]], build: (g, [x]) => l2Normalize(g, x!) },
  {
    name: 'infoNce',
    shapes: (r) => Array(2).fill([1 + size(r), 3]),
    build: (g, [a, b]) => infoNce(g, a!, b!, { temperature: 0.5 }),
  },
  {
    name: 'similarityLoss',
    shapes: () => [[3, 4], [3, 4], [3]],
    build: (g, [a, b, target]) => similarityLoss(g, a!, b!, target!),
  },
  {
    name: 'crossEntropy',
    shapes: (r) => [[3, 2 + size(r)]],
    build: (g, [x]) => crossEntropy(g, x!, g.ints([1, 0, 2])),
  },
];

/** Batch normalization with its parameters as constants, so that only x is differentiated. */
function batchNormOf(g: Graph, x: Value): Value {
  return batchNorm(g, x, { name: 'norm', updates: new Map() });
}

const shared: readonly GradientCase[] = [
  unary('a value used three times', (g, [x]) =>
    g.add(g.mul(x!, g.exp(x!)), g.reduceMean(x!, { axes: [0], keepDims: true })),
  ),
];

/** Every rule, at random shapes. */
export const gradientCases: readonly GradientCase[] = [
  ...elementwise,
  ...reductions,
  ...linear,
  ...layout,
  ...normalization,
  ...indexing,
  ...convolution,
  ...composites,
  ...shared,
];
