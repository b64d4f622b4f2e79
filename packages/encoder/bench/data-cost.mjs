// What live data costs a training: the same steps with pairs made beforehand, and with pairs made in a thread meanwhile.
//
//   npm run build
//   node packages/encoder/bench/data-cost.mjs --rounds 12 --steps 24
//
// Short rounds of both kinds alternate in one process and one session, so that other load and a processor of changing speed meet
// both; each round gives one ratio, and their median and quartiles are printed. Beside them, the processor time of the thread
// that makes the pairs, as a share of all that the training's threads could have (Linux only). Threads of ONNX Runtime sleep while
// they wait, as in `midizero train`; with --spinning they wait in a loop.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { generateTrainingPairs } from '@midizero/datagen';
import { generatePairsInWorker } from '@midizero/datagen/node';
import { ARCHITECTURES, createTrainingStep } from '@midizero/encoder/training';
import { createNodeRuntime } from '@midizero/onnx/node';
import { TrainSession } from '@midizero/onnx-training';

const { values: options } = parseArgs({
  options: {
    'batch-size': { type: 'string', default: '256' },
    // Pairs damaged in time are made for eight batches at once: of any eight steps, one bears the work.
    steps: { type: 'string', default: '24' },
    rounds: { type: 'string', default: '12' },
    threads: { type: 'string', default: '2' },
    spinning: { type: 'boolean', default: false },
  },
});
const [batchSize, steps, rounds, threads] = ['batch-size', 'steps', 'rounds', 'threads'].map((name) =>
  Number(options[name]),
);

/** Before a round counts, it uses up the batches that the thread made during the round before. */
const WARM_UP_STEPS = 8;
const QUEUE_BATCHES = 4;
const PREMADE_BATCHES = 8;

/** Ways of making pairs; `midizero train` damages in time by default. */
const kinds = {
  'P, frames edited': { source: { mode: 'P' } },
  'P, damaged in time': { source: { mode: 'P' }, damage: 'realistic' },
  'texture, damaged in time': { source: { mode: 'texture' }, damage: 'realistic' },
};

const runtime = await createNodeRuntime({ threads, spinning: options.spinning });
const architecture = ARCHITECTURES['pitch-resnet'];
const session = await TrainSession.create(runtime, createTrainingStep({ architecture, batchSize }), { seed: 1 });

const TASKS = '/proc/self/task';
const threadIds = () => (existsSync(TASKS) ? readdirSync(TASKS) : []);

/** Processor seconds of a thread of this process. */
function threadSeconds(id) {
  const [nanoseconds] = readFileSync(`${TASKS}/${id}/schedstat`, 'utf8').split(' ');
  return Number(nanoseconds) / 1e9;
}

async function take(batches, count) {
  for (let i = 0; i < count; i++) {
    const { anchors, positives, similarity } = (await batches.next()).value;
    await session.step({ anchors, positives, similarity_target: similarity }, { learningRate: 1e-4 });
  }
}

/** One round. @returns pairs a second, and the share of processor time that the threads `makers` took */
async function train(batches, makers) {
  await take(batches, WARM_UP_STEPS);
  const start = performance.now();
  const before = makers.map(threadSeconds);
  await take(batches, steps);
  const seconds = (performance.now() - start) / 1000;
  const added = makers.reduce((sum, id, i) => sum + threadSeconds(id) - before[i], 0);
  return { pairsPerSecond: (steps * batchSize) / seconds, addedShare: added / (seconds * threads) };
}

function* repeated(batches) {
  for (;;) yield* batches;
}

function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

for (const [name, change] of Object.entries(kinds)) {
  const made = [];
  for await (const batch of generateTrainingPairs({ ...change, batchSize, seed: 1, batchCount: PREMADE_BATCHES }))
    made.push(batch);
  const others = new Set(threadIds());
  const live = generatePairsInWorker({
    ...change,
    batchSize,
    seed: 2,
    queueBatches: QUEUE_BATCHES,
    reuseMemory: true,
  });
  await take(live, 1);
  const makers = threadIds().filter((id) => !others.has(id));
  const premade = repeated(made);
  const runs = [];
  for (let round = 0; round < rounds; round++) {
    // Whichever comes second meets a processor that has run a while: the order changes from round to round.
    const first = round % 2 === 0 ? undefined : await train(live, makers);
    const before = await train(premade, []);
    runs.push({ before, meanwhile: first ?? (await train(live, makers)) });
  }
  await live.return();
  const speeds = (side) => runs.map((run) => run[side].pairsPerSecond);
  const median = (side) => Math.round(quantile(speeds(side), 0.5));
  const ratios = runs.map(({ before, meanwhile }) => meanwhile.pairsPerSecond / before.pairsPerSecond);
  const [lower, middle, upper] = [0.25, 0.5, 0.75].map((share) => quantile(ratios, share).toFixed(3));
  const share = quantile(
    runs.map((run) => run.meanwhile.addedShare),
    0.5,
  );
  console.log(
    `${name}: ${median('before')} pairs/s with pairs made beforehand (best round ${Math.round(Math.max(...speeds('before')))}), ` +
      `${median('meanwhile')} with live ones (${Math.round(Math.max(...speeds('meanwhile')))}); ratio ${middle}, ` +
      `quartiles ${lower} and ${upper}; the thread takes ${(100 * share).toFixed(1)}% of the processor time`,
  );
}
await session.release();
