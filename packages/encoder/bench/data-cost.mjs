// What live data costs a training: the same steps with pairs made beforehand, and with pairs made in a thread meanwhile.
//
//   npm run build
//   node packages/encoder/bench/data-cost.mjs --rounds 5 --steps 60
//
// Rounds of both kinds alternate in one process and one session, so that other load meets both.
import { parseArgs } from 'node:util';
import { generateTrainingPairs } from '@midizero/datagen';
import { generatePairsInWorker } from '@midizero/datagen/node';
import { ARCHITECTURES, createTrainingStep } from '@midizero/encoder/training';
import { createNodeRuntime } from '@midizero/onnx/node';
import { TrainSession } from '@midizero/onnx-training';

const { values: options } = parseArgs({
  options: {
    'batch-size': { type: 'string', default: '256' },
    steps: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '5' },
    threads: { type: 'string', default: '2' },
  },
});
const [batchSize, steps, rounds, threads] = ['batch-size', 'steps', 'rounds', 'threads'].map((name) =>
  Number(options[name]),
);

/** Ways of making pairs; the last two are what `midizero train` uses by default. */
const kinds = {
  'P, frames edited': { source: { mode: 'P' } },
  'P, damaged in time': { source: { mode: 'P' }, damage: 'realistic' },
  'texture, damaged in time': { source: { mode: 'texture' }, damage: 'realistic' },
};

const runtime = await createNodeRuntime({ threads });
const architecture = ARCHITECTURES['pitch-resnet'];
const session = await TrainSession.create(runtime, createTrainingStep({ architecture, batchSize }), { seed: 1 });

/** @returns pairs a second and seconds of processor time for each step, all threads together */
async function train(batches) {
  let done = 0;
  let start;
  let processorStart;
  for await (const { anchors, positives, similarity } of batches) {
    await session.step({ anchors, positives, similarity_target: similarity }, { learningRate: 1e-4 });
    // The first step waits for the thread to start and for the first batches.
    if (done === 0) {
      start = performance.now();
      processorStart = process.cpuUsage();
    }
    if (done++ === steps) break;
  }
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(processorStart);
  return { pairsPerSecond: (steps * batchSize) / seconds, processorSeconds: (user + system) / 1e6 / steps };
}

function* repeated(batches) {
  for (;;) yield* batches;
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

for (const [name, change] of Object.entries(kinds)) {
  const premade = [];
  for await (const batch of generateTrainingPairs({ ...change, batchSize, seed: 1, batchCount: 8 }))
    premade.push(batch);
  await train(repeated(premade));
  const without = [];
  const live = [];
  for (let round = 0; round < rounds; round++) {
    without.push(await train(repeated(premade)));
    live.push(await train(generatePairsInWorker({ ...change, batchSize, seed: round })));
  }
  const speeds = [without, live].map((runs) => median(runs.map((run) => run.pairsPerSecond)));
  const processor = [without, live].map((runs) => median(runs.map((run) => run.processorSeconds)));
  const percent = (ratio) => `${((ratio - 1) * 100).toFixed(1)}%`;
  console.log(
    `${name}: ${Math.round(speeds[0])} pairs/s with pairs made beforehand, ${Math.round(speeds[1])} with live ones; ` +
      `a step takes ${percent(speeds[0] / speeds[1])} longer and ${percent(processor[1] / processor[0])} more processor time`,
  );
}
await session.release();
