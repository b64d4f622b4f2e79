import type { Graph, Value } from '@midizero/onnx';
import { createGraph, toOnnxBytes } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { describe, expect, test } from 'vitest';
import { batchNorm } from '../layers/batch-norm.js';
import { initialValues } from '../training/initial-values.js';
import { combineLosses, crossEntropy, infoNce, l2Normalize, meanSquaredError, similarityLoss } from './losses.js';

describe('losses', async () => {
  const runtime = await createNodeRuntime({ threads: 1, spinning: false });

  async function evaluate(build: (g: Graph) => readonly Value[]): Promise<number[][]> {
    const g = createGraph({ name: 'losses' });
    build(g).forEach((value, index) => {
      g.output(`y${index}`, value);
    });
    const session = await runtime.createSession(toOnnxBytes(g, { parameters: initialValues(g.parameters, 0) }));
    const outputs = await session.run({});
    return session.outputNames.map((name) => Array.from(outputs[name]!.data as Float32Array));
  }

  const matrix = (g: Graph, rows: readonly (readonly number[])[]): Value =>
    g.constant(Float32Array.from(rows.flat()), [rows.length, rows[0]!.length]);

  function expectClose(actual: number, expected: number): void {
    expect(Math.abs(actual - expected)).toBeLessThan(1e-6);
  }

  test('InfoNCE of orthogonal pairs is log(1 + e^(-1/T)) a row', async () => {
    const [[loss] = [], [oneWay] = []] = await evaluate((g) => {
      const rows = matrix(g, [
        [1, 0],
        [0, 1],
      ]);
      return [
        infoNce(g, rows, rows, { temperature: 0.5 }),
        infoNce(g, rows, rows, { temperature: 0.5, symmetric: false }),
      ];
    });
    expectClose(loss!, Math.log(1 + Math.exp(-2)));
    expectClose(oneWay!, Math.log(1 + Math.exp(-2)));
  });

  test('InfoNCE matches both ways where they differ, and stays finite at a low temperature', async () => {
    const [[forward] = [], [backward] = [], [both] = [], [cold] = []] = await evaluate((g) => {
      const a = matrix(g, [
        [1, 0],
        [0.6, 0.8],
      ]);
      const b = matrix(g, [
        [0.8, 0.6],
        [0, 1],
      ]);
      const oneWay = { temperature: 1, symmetric: false };
      return [
        infoNce(g, a, b, oneWay),
        infoNce(g, b, a, oneWay),
        infoNce(g, a, b, { temperature: 1 }),
        infoNce(
          g,
          a,
          matrix(g, [
            [-1, 0],
            [-0.6, -0.8],
          ]),
          { temperature: 0.001 },
        ),
      ];
    });
    // Similarities: [[0.8, 0], [0.96, 0.8]]
    expectClose(forward!, (Math.log(1 + Math.exp(-0.8)) + Math.log(1 + Math.exp(0.16))) / 2);
    expectClose(backward!, (Math.log(1 + Math.exp(0.16)) + Math.log(1 + Math.exp(-0.8))) / 2);
    expectClose(both!, (forward! + backward!) / 2);
    expect(cold).toBeGreaterThan(300);
    expect(cold).toBeLessThan(1000);
  });

  test('similarity loss, mean squared error and their combination', async () => {
    const [[similarity] = [], [error] = [], [combined] = []] = await evaluate((g) => {
      const a = matrix(g, [
        [1, 0],
        [0, 1],
      ]);
      const b = matrix(g, [
        [0.6, 0.8],
        [0, 1],
      ]);
      const parts = [similarityLoss(g, a, b, g.constant(Float32Array.of(0.1, 0))), meanSquaredError(g, a, b)] as const;
      return [
        ...parts,
        combineLosses(g, [
          [parts[0], 0.25],
          [parts[1], g.scalar(0.75)],
        ]),
      ];
    });
    expectClose(similarity!, (0.5 ** 2 + 1) / 2);
    expectClose(error!, (0.16 + 0.64) / 4);
    expectClose(combined!, 0.25 * similarity! + 0.75 * error!);
  });

  test('cross entropy', async () => {
    const [[loss] = []] = await evaluate((g) => [
      crossEntropy(
        g,
        matrix(g, [
          [Math.log(3), 0],
          [0, 0],
        ]),
        g.ints([0, 1]),
      ),
    ]);
    expectClose(loss!, (-Math.log(0.75) - Math.log(0.5)) / 2);
  });

  test('normalized rows have length 1, and a zero row stays zero', async () => {
    const [rows] = await evaluate((g) => [
      l2Normalize(
        g,
        matrix(g, [
          [3, 4],
          [0, 0],
        ]),
      ),
    ]);
    [0.6, 0.8, 0, 0].forEach((value, index) => {
      expectClose(rows![index]!, value);
    });
  });

  test('batch normalization gives mean 0 and variance 1, and moves the running statistics', async () => {
    const [normalized, mean, variance] = await evaluate((g) => {
      const updates = new Map();
      const y = batchNorm(g, matrix(g, [[1], [3]]), { name: 'norm', updates, epsilon: 0 });
      return [y, ...updates.values()];
    });
    expect(normalized).toEqual([-1, 1]);
    expectClose(mean![0]!, 0.9 * 0 + 0.1 * 2);
    expectClose(variance![0]!, 0.9 * 1 + 0.1 * 1);
  });
});
