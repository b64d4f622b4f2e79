import type { Value } from '@midizero/onnx';
import { createGraph, toOnnxBytes } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { describe, expect, test } from 'vitest';
import { adam, adamW } from './adam.js';
import { clipByGlobalNorm, globalNorm } from './clip.js';
import type { Optimizer } from './optimizer.js';
import { constantSchedule, cosineSchedule } from './schedule.js';
import { sgd } from './sgd.js';

const LEARNING_RATE = 0.1;
/** Gradients of one parameter at three steps. */
const GRADIENTS = [
  [1, -2],
  [0.5, 0],
  [-1, 4],
];
const START = [1, -1];

describe('optimizers', async () => {
  const runtime = await createNodeRuntime({ threads: 1, spinning: false });

  /** The parameter after each of the three steps. */
  async function run(optimizer: Optimizer): Promise<number[][]> {
    const g = createGraph({ name: optimizer.name });
    const parameter = g.parameter('p', [1, 2]);
    const state = optimizer.stateNames.map((name) => g.input(name, [1, 2]));
    const rule = optimizer.begin(g, g.input('learning_rate', []), g.input('step', []));
    const update = rule(parameter, g.input('gradient', [1, 2]), state);
    g.output('next p', update.value);
    update.state.forEach((value, index) => {
      g.output(`next ${optimizer.stateNames[index]}`, value);
    });
    const session = await runtime.createSession(toOnnxBytes(g));
    const tensor = (values: readonly number[], dims: readonly number[]) =>
      runtime.createTensor('float32', Float32Array.from(values), dims);
    const kept = new Map(
      ['p', ...optimizer.stateNames].map((name) => [name, tensor(name === 'p' ? START : [0, 0], [1, 2])]),
    );
    const path: number[][] = [];
    for (const [index, gradient] of GRADIENTS.entries()) {
      const all = {
        learning_rate: tensor([LEARNING_RATE], []),
        step: tensor([index + 1], []),
        gradient: tensor(gradient, [1, 2]),
      };
      const feeds = Object.fromEntries(Object.entries(all).filter(([name]) => session.inputNames.includes(name)));
      const outputs = await session.run({ ...feeds, ...Object.fromEntries(kept) });
      for (const name of kept.keys()) kept.set(name, outputs[`next ${name}`]!);
      path.push(Array.from(kept.get('p')!.data as Float32Array));
    }
    return path;
  }

  function expectClose(actual: readonly (readonly number[])[], expected: readonly (readonly number[])[]): void {
    expect(actual.length).toBe(expected.length);
    for (const [step, values] of expected.entries()) {
      for (const [index, value] of values.entries()) {
        expect(Math.abs(actual[step]![index]! - value), `step ${step + 1}, element ${index}`).toBeLessThan(2e-6);
      }
    }
  }

  test('plain gradient descent', async () => {
    expectClose(await run(sgd()), [
      [0.9, -0.8],
      [0.85, -0.8],
      [0.95, -1.2],
    ]);
  });

  test('momentum: velocities 1, 1.4, 0.26 and -2, -1.8, 2.38', async () => {
    expectClose(await run(sgd({ momentum: 0.9 })), [
      [0.9, -0.8],
      [0.76, -0.62],
      [0.734, -0.858],
    ]);
  });

  // By Kingma and Ba's algorithm 1 in double precision. The first step moves by the learning rate against the sign.
  test('Adam', async () => {
    expectClose(await run(adam()), adamPath(0));
    const [first] = await run(adam());
    expectClose([first!], [[0.9, -0.9]]);
  });

  test('AdamW takes weight decay from the parameter, not through the gradient', async () => {
    expectClose(await run(adamW({ weightDecay: 0.5 })), adamPath(0.5));
    const [first] = await run(adamW({ weightDecay: 0.5 }));
    expectClose([first!], [[0.85, -0.85]]);
  });

  test('AdamW leaves out parameters that do not decay', async () => {
    expect(await run(adamW({ weightDecay: 0.5, decays: () => false }))).toEqual(await run(adam()));
  });

  function adamPath(weightDecay: number): number[][] {
    const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];
    const [value, mean, square] = [[...START], [0, 0], [0, 0]];
    return GRADIENTS.map((gradient, index) => {
      gradient.forEach((slope, element) => {
        mean[element] = beta1 * mean[element]! + (1 - beta1) * slope;
        square[element] = beta2 * square[element]! + (1 - beta2) * slope * slope;
        const meanHat = mean[element]! / (1 - beta1 ** (index + 1));
        const squareHat = square[element]! / (1 - beta2 ** (index + 1));
        value[element] =
          value[element]! * (1 - LEARNING_RATE * weightDecay) -
          (LEARNING_RATE * meanHat) / (Math.sqrt(squareHat) + epsilon);
      });
      return [...value];
    });
  }

  test.each([
    { maximum: 2.5, expected: [1.5, 2, 0], title: 'scales a norm of 5 down to 2.5' },
    { maximum: 10, expected: [3, 4, 0], title: 'leaves a norm of 5 below 10 alone' },
  ])('clipping $title', async ({ maximum, expected }) => {
    const g = createGraph({ name: 'clip' });
    const parts: Value[] = [g.input('a', [1]), g.input('b', [2])];
    const norm = g.output('norm', globalNorm(g, parts));
    g.output('clipped', g.concat(clipByGlobalNorm(g, parts, norm, maximum), 0));
    const session = await runtime.createSession(toOnnxBytes(g));
    const outputs = await session.run({
      a: runtime.createTensor('float32', Float32Array.of(3), [1]),
      b: runtime.createTensor('float32', Float32Array.of(4, 0), [2]),
    });
    expect(outputs.norm!.data[0]).toBe(5);
    expect(Array.from(outputs.clipped!.data as Float32Array)).toEqual(expected);
  });
});

describe('schedules', () => {
  test('the constant one', () => {
    expect([1, 100].map(constantSchedule(0.3))).toEqual([0.3, 0.3]);
  });

  test('rises linearly, falls by a cosine and stays at the floor', () => {
    const schedule = cosineSchedule({ peak: 1, totalSteps: 12, warmupSteps: 4, floor: 0.2 });
    expect([1, 2, 4].map(schedule)).toEqual([0.25, 0.5, 1]);
    expect(schedule(8)).toBeCloseTo(0.6, 12);
    expect(schedule(12)).toBeCloseTo(0.2, 12);
    expect(schedule(99)).toBeCloseTo(0.2, 12);
  });

  test('asks for a warm-up shorter than the whole', () => {
    expect(() => cosineSchedule({ peak: 1, totalSteps: 4, warmupSteps: 4 })).toThrow(/warmupSteps/);
  });
});
