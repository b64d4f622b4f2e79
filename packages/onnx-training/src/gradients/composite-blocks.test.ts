import type { Graph, Value } from '@midizero/onnx';
import { createGraph, staticShape, toOnnxBytes } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { describe, expect, test } from 'vitest';
import { infoNce, l2Normalize } from '../losses/losses.js';
import { GoldenNumbers, readGolden } from '../testing-support/golden-numbers.js';
import { gradients } from './gradients.js';

interface RecordedBlock {
  readonly seed: number;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly output: readonly number[];
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

type Arguments = Readonly<Record<string, Value>>;

/** Training form over the channels of [n, channels, length]. */
function batchNormOfChannels(g: Graph, x: Value, scale: Value, bias: Value): Value {
  const byChannel = (value: Value): Value => g.reshape(value, [value.shape[0]!, 1]);
  const mean = (value: Value): Value => g.reduceMean(value, { axes: [0, 2], keepDims: true });
  const centered = g.sub(x, mean(x));
  const normalized = g.div(centered, g.sqrt(g.add(mean(g.mul(centered, centered)), 1e-5)));
  return g.add(g.mul(normalized, byChannel(scale)), byChannel(bias));
}

const blocks: Readonly<Record<string, (g: Graph, args: Arguments) => Value>> = {
  residual: (g, { x, first, scale, bias, second }) => {
    const conv = (value: Value, weight: Value): Value => g.op('Conv', [value, weight], { pads: [1, 1] });
    const inner = g.relu(batchNormOfChannels(g, conv(x!, first!), scale!, bias!));
    return g.relu(g.add(x!, conv(inner, second!)));
  },
  attention: (g, { x, scale, bias, query, key, value, up, down }) => {
    const normed = g.op('LayerNormalization', [x!, scale!, bias!]);
    const keys = g.transpose(g.matMul(normed, key!), [0, 2, 1]);
    const logits = g.mul(g.matMul(g.matMul(normed, query!), keys), 1 / Math.sqrt(6));
    const attended = g.add(x!, g.matMul(g.softmax(logits), g.matMul(normed, value!)));
    return g.add(attended, g.matMul(g.gelu(g.matMul(attended, up!)), down!));
  },
  images: (g, { x, first, scale, bias, mean, log_variance, grouped, head }) => {
    const convolved = g.op('Conv', [x!, first!], { strides: [2, 2], pads: [1, 1, 1, 1] });
    const inner = g.op('BatchNormalization', [convolved, scale!, bias!, mean!, g.exp(log_variance!)]);
    const pooled = g.op('MaxPool', [inner], { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] });
    const activated = g.sigmoid(g.op('Conv', [pooled, grouped!], { pads: [1, 1, 1, 1], group: 2 }));
    const averaged = g.op('GlobalAveragePool', [g.op('AveragePool', [activated], { kernel_shape: [2, 2] })]);
    return g.logSoftmax(g.matMul(g.reshape(averaged, [2, 4]), head!));
  },
  contrast: (g, { anchors, positives }) =>
    g.reshape(infoNce(g, l2Normalize(g, anchors!), l2Normalize(g, positives!), { temperature: 0.1 }), [1]),
};

describe('composite blocks give the outputs and gradients that PyTorch gave', async () => {
  const recorded = readGolden<{ blocks: Record<string, RecordedBlock> }>('composite-blocks.json').blocks;
  const runtime = await createNodeRuntime({ threads: 1, spinning: false });

  test.each(Object.entries(blocks))('%s', async (name, build) => {
    const { seed, shapes, output, gradients: expected } = recorded[name]!;
    const numbers = new GoldenNumbers(seed);
    const data = Object.fromEntries(Object.entries(shapes).map(([arg, shape]) => [arg, numbers.draw(shape)] as const));
    const g = createGraph({ name });
    const args = Object.fromEntries(Object.entries(shapes).map(([arg, shape]) => [arg, g.input(arg, shape)] as const));
    const y = build(g, args);
    const weights = g.constant(numbers.draw(staticShape(y.shape)), staticShape(y.shape));
    g.output('output', y);
    const wanted = Object.keys(expected);
    const written = gradients(
      g,
      g.reduceSum(g.mul(y, weights)),
      wanted.map((arg) => args[arg]!),
    );
    for (const [index, gradient] of written.entries()) g.output(`by ${wanted[index]}`, gradient);

    const session = await runtime.createSession(toOnnxBytes(g));
    const feeds = Object.entries(shapes).map(
      ([arg, shape]) => [arg, runtime.createTensor('float32', data[arg]!, shape)] as const,
    );
    const results = await session.run(Object.fromEntries(feeds));
    expectClose(results.output!.data as Float32Array, output);
    for (const arg of wanted) expectClose(results[`by ${arg}`]!.data as Float32Array, expected[arg]!);
  });
});

function expectClose(actual: Float32Array, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  for (const [index, value] of expected.entries()) {
    expect(Math.abs(actual[index]! - value) / scale, `element ${index}`).toBeLessThan(2e-5);
  }
}
