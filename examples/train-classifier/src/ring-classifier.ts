import { createRandom } from '@midizero/core';
import { createGraph, type Graph, type OnnxRuntime, toOnnxBytes, type Value } from '@midizero/onnx';
import { adamW, cosineSchedule, createFusedTrainStep, crossEntropy, TrainSession } from '@midizero/onnx-training';

const BATCH = 128;
const HIDDEN = 32;

/** @param points [n, 2] @returns logits [n, 2]: outside, inside */
function forward(g: Graph, points: Value): Value {
  const layer = (name: string, x: Value, inputs: number, outputs: number): Value =>
    g.gemm(x, g.parameter(`${name}/weight`, [inputs, outputs]), { bias: g.parameter(`${name}/bias`, [outputs]) });
  const hidden = g.tanh(layer('first', points, 2, HIDDEN));
  return layer('third', g.tanh(layer('second', hidden, HIDDEN, HIDDEN)), HIDDEN, 2);
}

/** True for points of the plane's [-1, 1]² that lie in a ring. */
function isInRing(x: number, y: number): boolean {
  const radius = Math.hypot(x, y);
  return radius > 0.4 && radius < 0.8;
}

/** Trains on random points. @returns an inference model as ONNX bytes, input `points` [n, 2], output `logits` [n, 2] */
export async function trainRingClassifier(
  runtime: OnnxRuntime,
  steps: number,
  onStep: (step: number, loss: number) => void,
): Promise<Uint8Array> {
  const trainStep = createFusedTrainStep({
    name: 'ring',
    optimizer: adamW(),
    build: (g) => ({
      loss: crossEntropy(g, forward(g, g.input('points', [BATCH, 2])), g.input('labels', [BATCH], 'int64')),
    }),
  });
  const session = await TrainSession.create(runtime, trainStep, { seed: 1 });
  const learningRate = cosineSchedule({ peak: 0.01, totalSteps: steps });
  const random = createRandom(2);
  for (let step = 1; step <= steps; step++) {
    const points = Float32Array.from({ length: 2 * BATCH }, () => 2 * random.uniform() - 1);
    const labels = BigInt64Array.from({ length: BATCH }, (_, row) =>
      isInRing(points[2 * row]!, points[2 * row + 1]!) ? 1n : 0n,
    );
    const { loss } = await session.step({ points, labels }, { learningRate: learningRate(step) });
    onStep(step, loss);
  }
  const parameters = await session.parameters();
  await session.release();
  const g = createGraph({ name: 'ring' });
  g.output('logits', forward(g, g.input('points', ['n', 2])));
  return toOnnxBytes(g, { parameters });
}
