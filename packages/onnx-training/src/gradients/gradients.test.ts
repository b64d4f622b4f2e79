import { createRandom } from '@midizero/core';
import { createGraph, toOnnxBytes } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { describe, expect, test } from 'vitest';
import { GradientError } from '../errors.js';
import { checkGradients } from '../testing-support/check-gradients.js';
import { gradientCases } from '../testing-support/gradient-cases.js';
import { gradients } from './gradients.js';
import { gradientRules } from './table.js';

const TRIALS = 3;

describe('gradients against central differences', async () => {
  const runtime = await createNodeRuntime({ threads: 1, spinning: false });
  test.each(gradientCases)('$name', async (gradientCase) => {
    for (let seed = 0; seed < TRIALS; seed++) {
      expect(await checkGradients(runtime, gradientCase, seed), `seed ${seed}`).toEqual([]);
    }
  });
});

describe('the walk', () => {
  test('every rule has a case of its own', () => {
    const built = new Set<string>();
    for (const { build, shapes } of gradientCases) {
      const g = createGraph({ name: 'coverage' });
      build(
        g,
        shapes(createRandom(0)).map((shape, index) => g.input(`arg${index}`, shape)),
      );
      for (const node of g.nodes) built.add(node.operator);
    }
    const zeroGradient = ['Ceil', 'Floor', 'Round', 'Sign'];
    const missing = Object.keys(gradientRules).filter(
      (operator) => !built.has(operator) && !zeroGradient.includes(operator),
    );
    expect(missing).toEqual([]);
  });

  test('makes gathers again when asked to, and gives the same gradients', async () => {
    const run = async (recomputeGathers: boolean) => {
      const g = createGraph({ name: 'taps' });
      const x = g.input('x', [2, 4, 3]);
      const w = g.input('w', [9, 2]);
      const taps = g.reshape(g.gather(g.exp(x), g.ints([3, 0, 1, 0, 1, 2, 1, 2, 3, 2, 3, 0]), 1), [8, 9]);
      const loss = g.reduceSum(g.tanh(g.matMul(taps, w)));
      const [byX, byW] = gradients(g, loss, [x, w], { recomputeGathers });
      g.output('byX', byX!);
      g.output('byW', byW!);
      const runtime = await createNodeRuntime({ threads: 1, spinning: false });
      const session = await runtime.createSession(toOnnxBytes(g));
      const random = createRandom(1);
      const data = (size: number): Float32Array => Float32Array.from({ length: size }, () => random.gaussian() / 4);
      const outputs = await session.run({
        x: runtime.createTensor('float32', data(24), [2, 4, 3]),
        w: runtime.createTensor('float32', data(18), [9, 2]),
      });
      const gathers = g.nodes.filter(({ operator }) => operator === 'Gather').length;
      return { gathers, byX: outputs.byX!.data, byW: outputs.byW!.data };
    };
    const [kept, again] = [await run(false), await run(true)];
    expect([kept.gathers, again.gathers]).toEqual([1, 2]);
    expect(again.byX).toEqual(kept.byX);
    expect(again.byW).toEqual(kept.byW);
  });

  test('names the operator and node without a rule', () => {
    const g = createGraph({ name: 'no rule' });
    const x = g.input('x', [4]);
    const loss = g.op('ReduceProd', [x], { keepdims: 0 });
    expect(() => gradients(g, loss, [x])).toThrow('operator ReduceProd (node "ReduceProd_0") has no gradient rule');
  });

  test('names a value the loss does not depend on', () => {
    const g = createGraph({ name: 'unused' });
    const x = g.input('x', [4]);
    const unused = g.input('unused', [4]);
    expect(() => gradients(g, g.reduceSum(x), [unused])).toThrow(GradientError);
    expect(() => gradients(g, g.reduceSum(x), [unused])).toThrow(/"unused"/);
  });

  test('asks for a scalar loss', () => {
    const g = createGraph({ name: 'vector' });
    const x = g.input('x', [4]);
    expect(() => gradients(g, g.relu(x), [x])).toThrow(/must be a scalar/);
  });

  test('computes no gradient that nobody wants', () => {
    const g = createGraph({ name: 'data' });
    const x = g.input('x', [8, 4]);
    const w = g.parameter('w', [4, 2]);
    const loss = g.reduceSum(g.matMul(x, w));
    gradients(g, loss, [w]);
    expect(g.nodes.filter((node) => node.operator === 'Gemm')).toHaveLength(1);
  });
});
