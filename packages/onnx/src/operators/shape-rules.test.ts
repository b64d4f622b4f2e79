import { describe, expect, test } from 'vitest';
import { arrayTypeOf } from '../graph/element-type.js';
import type { Graph } from '../graph/graph.js';
import { createGraph } from '../graph/graph.js';
import type { Value } from '../graph/value.js';
import { createNodeRuntime } from '../node/node-runtime.js';
import { toOnnxBytes } from '../serialization/to-onnx.js';
import { operatorNames } from './table.js';

type Case = readonly [
  name: string,
  shapes: readonly (readonly number[])[],
  build: (g: Graph, x: readonly Value[]) => readonly Value[] | Value,
];

const unary = [
  'Abs',
  'Ceil',
  'Cos',
  'Elu',
  'Erf',
  'Exp',
  'Floor',
  'Identity',
  'LeakyRelu',
  'Log',
  'Neg',
  'Reciprocal',
  'Relu',
  'Round',
  'Sigmoid',
  'Sign',
  'Sin',
  'Softplus',
  'Sqrt',
  'Tanh',
  'LogSoftmax',
  'Softmax',
] as const;
const binary = [
  'Add',
  'Div',
  'Max',
  'Min',
  'Mul',
  'Pow',
  'Sub',
  'Equal',
  'Greater',
  'GreaterOrEqual',
  'Less',
  'LessOrEqual',
] as const;
const reductions = [
  'ReduceL1',
  'ReduceL2',
  'ReduceLogSumExp',
  'ReduceMax',
  'ReduceMean',
  'ReduceMin',
  'ReduceProd',
  'ReduceSumSquare',
] as const;

const cases: readonly Case[] = [
  ...unary.map((op): Case => [op, [[2, 3]], (g, [x]) => g.op(op, [x!])]),
  ...binary.map(
    (op): Case => [
      op,
      [
        [2, 1, 3],
        [4, 1],
      ],
      (g, [a, b]) => g.op(op, [a!, b!]),
    ],
  ),
  ...reductions.map(
    (op): Case => [
      op,
      [[2, 3, 4]],
      (g, [x]) => [g.op(op, [x!], { axes: [-1, 0] }), g.op(op, [x!], { axes: [1], keepdims: 0 }), g.op(op, [x!])],
    ],
  ),
  [
    'And, Or and Not',
    [[2], [2]],
    (g, [a, b]) => [
      g.op('And', [g.greater(a!, b!), g.less(a!, b!)]),
      g.op('Or', [g.op('Not', [g.equal(a!, b!)]), g.equal(a!, b!)]),
    ],
  ],
  ['Where and Cast', [[2, 1], [3]], (g, [a, b]) => [g.where(g.greater(a!, 0), a!, b!), g.cast(a!, 'int64')]],
  ['Clip', [[2, 3]], (g, [x]) => g.op('Clip', [x!, g.scalar(0)])],
  [
    'ArgMax and ArgMin',
    [[2, 3]],
    (g, [x]) => [g.op('ArgMax', [x!], { axis: 1 }), g.op('ArgMin', [x!], { axis: -1, keepdims: 0 })],
  ],
  ['ReduceSum', [[2, 3, 4]], (g, [x]) => [g.reduceSum(x!, { axes: [0, -1] }), g.reduceSum(x!, { keepDims: true })]],
  [
    'MatMul',
    [
      [2, 1, 3, 4],
      [5, 4, 2],
    ],
    (g, [a, b]) => g.matMul(a!, b!),
  ],
  [
    'MatMulInteger',
    [
      [3, 4],
      [4, 2],
    ],
    (g, [a, b]) => [
      g.op('MatMulInteger', [g.cast(a!, 'uint8'), g.cast(b!, 'int8')]),
      g.op('MatMulInteger', [g.cast(a!, 'uint8'), g.cast(b!, 'uint8'), g.constant(Uint8Array.of(3), [])]),
    ],
  ],
  ['Gemm', [[4, 3], [5, 4], [5]], (g, [a, b, c]) => g.gemm(a!, b!, { transA: true, transB: true, bias: c })],
  ['Reshape', [[2, 3, 4]], (g, [x]) => [g.op('Reshape', [x!, g.ints([0, -1])]), g.op('Flatten', [x!], { axis: 2 })]],
  ['Transpose', [[2, 3, 4]], (g, [x]) => [g.op('Transpose', [x!]), g.transpose(x!, [1, 2, 0])]],
  [
    'Slice',
    [[7, 3]],
    (g, [x]) => [
      g.slice(x!, { axis: 0, start: 1, end: -1, step: 2 }),
      g.slice(x!, { axis: 0, start: -2, end: -100, step: -3 }),
      g.slice(x!, { axis: 1, start: 1 }),
    ],
  ],
  [
    'Concat and Split',
    [
      [2, 3],
      [2, 1],
    ],
    (g, [a, b]) => [g.concat([a!, b!], -1), ...g.ops('Split', [a!], 2, { axis: 0 })],
  ],
  [
    'Pad, Tile and Expand',
    [[2, 1]],
    (g, [x]) => [
      g.pad(x!, [
        [1, 2],
        [0, 3],
      ]),
      g.op('Tile', [x!, g.ints([2, 3])]),
      g.expand(x!, [2, 4]),
    ],
  ],
  [
    'Squeeze and Unsqueeze',
    [[1, 2, 1]],
    (g, [x]) => [g.squeeze(x!, [-1]), g.op('Squeeze', [x!]), g.unsqueeze(x!, [0, -1])],
  ],
  ['Shape', [[2, 3]], (g, [x]) => g.op('Shape', [x!])],
  [
    'Gather',
    [[2, 3, 4]],
    (g, [x]) => [
      g.gather(x!, g.constant(BigInt64Array.of(0n, 1n), [1, 2]), 1),
      g.gather(x!, g.constant(BigInt64Array.of(0n), []), -1),
    ],
  ],
  [
    'GatherElements',
    [[2, 3]],
    (g, [x]) => g.op('GatherElements', [x!, g.constant(BigInt64Array.of(0n, 1n), [2, 1])], { axis: 1 }),
  ],
  [
    'OneHot',
    [[2]],
    (g, [x]) =>
      g.op('OneHot', [g.cast(x!, 'int64'), g.constant(BigInt64Array.of(5n), []), g.constant(Float32Array.of(0, 1))]),
  ],
  [
    'ScatterElements and ScatterND',
    [[3, 2]],
    (g, [x]) => [
      g.op('ScatterElements', [x!, g.constant(BigInt64Array.of(1n), [1, 1]), g.constant(Float32Array.of(1), [1, 1])]),
      g.op('ScatterND', [x!, g.constant(BigInt64Array.of(1n), [1, 1]), g.constant(Float32Array.of(1, 2), [1, 2])], {
        reduction: 'add',
      }),
    ],
  ],
  [
    'Conv and ConvTranspose',
    [
      [2, 4, 7, 6],
      [4, 2, 3, 2],
    ],
    (g, [x, w]) => [
      g.op('Conv', [x!, w!], { group: 2, strides: [2, 1], pads: [1, 0, 1, 1], dilations: [1, 2] }),
      g.op('ConvTranspose', [x!, w!], { strides: [2, 3], output_padding: [1, 0], pads: [1, 0, 0, 1] }),
    ],
  ],
  [
    'pooling',
    [[2, 3, 7, 6]],
    (g, [x]) => [
      ...g.ops('MaxPool', [x!], 2, { kernel_shape: [3, 2], strides: [2, 2] }),
      g.op('AveragePool', [x!], { kernel_shape: [2, 2], pads: [1, 0, 0, 1] }),
      g.op('GlobalAveragePool', [x!]),
      g.op('GlobalMaxPool', [x!]),
    ],
  ],
  ['BatchNormalization', [[2, 3, 4], [3], [3], [3], [3]], (g, x) => g.op('BatchNormalization', x)],
  ['LayerNormalization', [[2, 3], [3]], (g, [x, scale]) => g.op('LayerNormalization', [x!, scale!])],
];

function built(shapes: Case[1], build: Case[2]): Graph {
  const g = createGraph({ name: 'shapes' });
  const result = build(
    g,
    shapes.map((shape, index) => g.input(`x${index}`, shape)),
  );
  [result].flat().forEach((value, index) => {
    g.output(`y${index}`, value as Value);
  });
  return g;
}

describe('shape rules against ONNX Runtime', async () => {
  const runtime = await createNodeRuntime({ threads: 1, spinning: false });

  test.each(cases)('%s', async (_, shapes, build) => {
    const g = built(shapes, build);
    const session = await runtime.createSession(toOnnxBytes(g));
    const feeds = Object.fromEntries(
      shapes.map((shape, index) => {
        const size = shape.reduce((product, dim) => product * dim, 1);
        const data = Float32Array.from({ length: size }, (_, at) => 0.5 + ((at * 7) % 5));
        return [`x${index}`, runtime.createTensor('float32', data, shape)] as const;
      }),
    );
    const outputs = await session.run(feeds);
    for (const [name, value] of g.outputs) {
      expect(outputs[name]!.dims, name).toEqual(value.shape);
      expect(outputs[name]!.type, name).toBe(value.type);
      expect(outputs[name]!.data).toBeInstanceOf(arrayTypeOf(value.type));
    }
  });

  test('every operator of the table is in a case', () => {
    const seen = new Set(cases.flatMap(([, shapes, build]) => built(shapes, build).nodes.map((node) => node.operator)));
    expect(operatorNames().filter((name) => !seen.has(name))).toEqual([]);
  });
});

describe('shape rules refuse', () => {
  const refused: readonly [RegExp, (g: Graph, x: Value) => void][] = [
    [/do not broadcast/, (g, x) => g.add(x, g.input('y', [4]))],
    [/12 elements do not divide/, (g, x) => g.op('Reshape', [g.reshape(x, [3, 4]), g.ints([5, -1])])],
    [/6 elements cannot take the shape \[4, 2\]/, (g) => g.reshape(g.input('y', [2, 3]), [4, 2])],
    [/axis 3 is outside rank 2/, (g, x) => g.reduceMean(x, { axes: [3] })],
    [/does not join/, (g, x) => g.concat([x, g.input('y', [4, 7])], 0)],
    [/element types differ/, (g, x) => g.add(x, g.input('y', [1], 'int64'))],
    [/needs uint8 or int8, got float32/, (g, x) => g.op('MatMulInteger', [x, g.input('y', [6, 1], 'int8')])],
    [/training_mode/, (g, x) => g.op('BatchNormalization', Array(5).fill(x), { training_mode: 1 })],
    [
      /auto_pad/,
      (g) => g.op('MaxPool', [g.input('y', [1, 1, 4, 4])], { kernel_shape: [2, 2], auto_pad: 'SAME_UPPER' }),
    ],
    [/must be a constant/, (g, x) => g.op('Reshape', [x, g.input('shape', [2], 'int64')])],
    [/named dimension/, (g) => g.slice(g.input('y', ['n', 2]), { axis: 0, start: 1 })],
  ];
  test.each(refused)('%s', (message, build) => {
    const g = createGraph({ name: 'refused' });
    expect(() => build(g, g.input('x', [2, 6]))).toThrow(message);
  });
});
