import type { Random } from '@midizero/core';
import { createRandom } from '@midizero/core';
import type { Graph, OnnxRuntime, OnnxSession, Value } from '@midizero/onnx';
import { createGraph, staticShape, toOnnxBytes } from '@midizero/onnx';
import { gradients } from '../gradients/gradients.js';
import { initialValues } from '../training/initial-values.js';

/** A function whose written gradients are compared with central differences. */
export interface GradientCase {
  readonly name: string;
  /** Shapes of the arguments, drawn anew for each trial. */
  readonly shapes: (random: Random) => readonly (readonly number[])[];
  readonly build: (g: Graph, args: readonly Value[]) => Value;
  /** Draws one element of an argument. @default uniform in [-1, 1) */
  readonly draw?: (random: Random, argument: number) => number;
  /** Arguments are rounded to different multiples of a step, so that no two are near (for maxima and kinks). */
  readonly distinct?: boolean;
}

export interface Mismatch {
  readonly argument: number;
  readonly element: number;
  readonly written: number;
  readonly measured: number;
}

const STEP = 2 ** -6;
const ABSOLUTE_TOLERANCE = 3e-3;
const RELATIVE_TOLERANCE = 3e-3;

function drawArguments(test: GradientCase, shapes: readonly (readonly number[])[], random: Random): Float32Array[] {
  const draw = test.draw ?? ((source) => 2 * source.uniform() - 1);
  return shapes.map((shape, argument) => {
    const size = shape.reduce((product, dim) => product * dim, 1);
    if (test.distinct !== true) return Float32Array.from({ length: size }, () => draw(random, argument));
    // A shuffled ladder around zero whose rungs are eight steps apart and two or more from zero.
    const ladder = Array.from({ length: size }, (_, rung) => (rung - size / 2 + 0.25 + 0.3 * argument) * 8 * STEP);
    for (let last = size - 1; last > 0; last--) {
      const other = random.integer(last + 1);
      [ladder[last], ladder[other]] = [ladder[other]!, ladder[last]!];
    }
    return Float32Array.from(ladder);
  });
}

/** Loss = Σ weights · f(args), summed in double precision outside the graph so that differences keep their digits. */
async function weightedOutput(
  runtime: OnnxRuntime,
  session: OnnxSession,
  args: readonly Float32Array[],
  shapes: readonly (readonly number[])[],
  weights: Float32Array,
): Promise<number> {
  const feeds = Object.fromEntries(
    args.map((data, index) => [`arg${index}`, runtime.createTensor('float32', data, shapes[index]!)] as const),
  );
  const { y } = await session.run(feeds, ['y']);
  return (y!.data as Float32Array).reduce((sum, element, index) => sum + element * weights[index]!, 0);
}

/** Runs one trial. @returns the elements whose written gradient is not the measured slope */
export async function checkGradients(
  runtime: OnnxRuntime,
  test: GradientCase,
  seed: number,
): Promise<readonly Mismatch[]> {
  const random = createRandom(seed);
  const shapes = test.shapes(random);
  const args = drawArguments(test, shapes, random);
  const g = createGraph({ name: test.name });
  const values = shapes.map((shape, index) => g.input(`arg${index}`, shape));
  const y = test.build(g, values);
  const outputShape = staticShape(y.shape);
  const size = outputShape.reduce((product, dim) => product * dim, 1);
  const weights = Float32Array.from({ length: size }, () => random.gaussian());
  const loss = g.reduceSum(g.mul(y, g.constant(weights, outputShape)));
  g.output('y', y);
  gradients(g, loss, values).forEach((gradient, index) => {
    g.output(`d${index}`, gradient);
  });
  const session = await runtime.createSession(toOnnxBytes(g, { parameters: initialValues(g.parameters, seed) }), {
    name: test.name,
  });
  const feeds = Object.fromEntries(
    args.map((data, index) => [`arg${index}`, runtime.createTensor('float32', data, shapes[index]!)] as const),
  );
  const written = await session.run(feeds);
  const mismatches: Mismatch[] = [];
  for (const [argument, data] of args.entries()) {
    for (let element = 0; element < data.length; element++) {
      const lossAt = (offset: number): Promise<number> => {
        const moved = args.map((values, index) =>
          index === argument ? values.with(element, values[element]! + offset) : values,
        );
        return weightedOutput(runtime, session, moved, shapes, weights);
      };
      const measured = ((await lossAt(STEP)) - (await lossAt(-STEP))) / (2 * STEP);
      const value = (written[`d${argument}`]!.data as Float32Array)[element]!;
      const tolerance = ABSOLUTE_TOLERANCE + RELATIVE_TOLERANCE * Math.abs(measured);
      if (!(Math.abs(value - measured) <= tolerance)) mismatches.push({ argument, element, written: value, measured });
    }
  }
  await session.release();
  return mismatches;
}
