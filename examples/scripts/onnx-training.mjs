// Learns y = 3x - 1 from examples, with stock ONNX Runtime.
import { createNodeRuntime } from '@midizero/onnx/node';
import { adam, createFusedTrainStep, meanSquaredError, TrainSession } from '@midizero/onnx-training';

const build = (g) => {
  const line = g.gemm(g.input('x', [8, 1]), g.parameter('slope', [1, 1]), { bias: g.parameter('offset', [1]) });
  return { loss: meanSquaredError(g, line, g.input('y', [8, 1])) };
};
const trainStep = createFusedTrainStep({ name: 'line', optimizer: adam(), build });
const session = await TrainSession.create(await createNodeRuntime(), trainStep, { seed: 1 });
const x = Float32Array.from({ length: 8 }, (_, i) => i / 4 - 1);
const y = x.map((each) => 3 * each - 1);
for (let step = 0; step < 300; step++) await session.step({ x, y }, { learningRate: 0.05 });
console.log(await session.parameters()); // slope 3, offset -1
