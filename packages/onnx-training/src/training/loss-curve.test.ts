import type { Graph, Value } from '@midizero/onnx';
import { ones, zeros } from '@midizero/onnx';
import { createNodeRuntime } from '@midizero/onnx/node';
import { expect, test } from 'vitest';
import { batchNorm } from '../layers/batch-norm.js';
import { combineLosses, infoNce, l2Normalize, similarityLoss } from '../losses/losses.js';
import { adamW } from '../optimizers/adam.js';
import { GoldenNumbers, readGolden } from '../testing-support/golden-numbers.js';
import { initialValues } from './initial-values.js';
import { TrainSession } from './train-session.js';
import type { TrainingObjective } from './train-step.js';
import { createFusedTrainStep } from './train-step.js';

// As in scripts/golden/loss_curve.py.
const [STEPS, BATCH, FRAMES, KEYS, CHANNELS, DIMENSIONS] = [50, 16, 6, 12, 16, 8];

/** A residual network over frames, convolutions as one gather of their taps and one product. */
function network(g: Graph): TrainingObjective {
  const updates = new Map();
  const shape = [BATCH, FRAMES, KEYS];
  const windows = g.concat([g.input('anchors', shape), g.input('positives', shape)], 0);
  const taps = Array.from({ length: FRAMES }, (_, frame) => [frame - 1, frame, frame + 1]).flat();
  const frames = g.ints(taps.map((frame) => (frame < 0 || frame >= FRAMES ? FRAMES : frame)));
  const convolve = (name: string, x: Value): Value => {
    const channels = x.shape[2] as number;
    const padded = g.pad(x, [
      [0, 0],
      [0, 1],
      [0, 0],
    ]);
    const rows = g.reshape(g.gather(padded, frames, 1), [2 * BATCH * FRAMES, 3 * channels]);
    const convolved = g.matMul(rows, g.parameter(`${name}/weight`, [3 * channels, CHANNELS]));
    return g.reshape(batchNorm(g, convolved, { name, updates }), [2 * BATCH, FRAMES, CHANNELS]);
  };
  const stem = g.relu(convolve('stem', windows));
  const inner = g.relu(convolve('first', stem));
  const x = g.relu(g.add(stem, convolve('second', inner)));
  const head = g.parameter('head/weight', [FRAMES * CHANNELS, DIMENSIONS]);
  const embeddings = l2Normalize(g, g.matMul(g.reshape(x, [2 * BATCH, FRAMES * CHANNELS]), head));
  const anchors = g.slice(embeddings, { axis: 0, end: BATCH });
  const positives = g.slice(embeddings, { axis: 0, start: BATCH });
  const contrast = infoNce(g, anchors, positives, { temperature: 0.1 });
  const similarity = similarityLoss(g, anchors, positives, g.input('similarity', [BATCH]));
  const loss = combineLosses(g, [
    [contrast, 0.5],
    [similarity, 0.5],
  ]);
  return { loss, updates };
}

test('50 steps have the losses that PyTorch recorded, within 1%', async () => {
  const { seed, losses } = readGolden<{ seed: number; losses: readonly number[] }>('loss-curve.json');
  const trainStep = createFusedTrainStep({ name: 'curve', build: network, optimizer: adamW({ weightDecay: 0.01 }) });
  const numbers = new GoldenNumbers(seed);
  const parameters = initialValues(trainStep.parameters, 0);
  for (const { name, shape, initializer } of trainStep.parameters) {
    if (initializer === ones || initializer === zeros) continue;
    parameters[name] = numbers.draw(shape).map((value) => value * Math.sqrt(3 / shape[0]!));
  }
  const runtime = await createNodeRuntime({ threads: 1, spinning: false });
  const session = await TrainSession.create(runtime, trainStep, { parameters });
  const differences: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const anchors = numbers.draw([BATCH, FRAMES, KEYS]).map((value) => (value > 0.7 ? 1 : 0));
    const changed = numbers.draw([BATCH, FRAMES, KEYS]);
    const positives = anchors.map((value, index) => (changed[index]! > 0.9 ? 1 - value : value));
    const similarity = numbers.draw([BATCH]).map(Math.abs);
    const { loss } = await session.step({ anchors, positives, similarity }, { learningRate: 0.003 });
    differences.push(Math.abs(loss / losses[step]! - 1));
  }
  expect(losses).toHaveLength(STEPS);
  expect(Math.max(...differences)).toBeLessThan(0.01);
});
