// What live data costs a training: the same steps with pairs made beforehand, and with pairs made in a thread meanwhile.
//
//   npm run build
//   node packages/encoder/bench/data-cost.mjs --rounds 3 --steps 150
//
// Rounds of both kinds alternate in one process and one session, so that other load meets both. Beside the speeds, the
// processor time of the thread that makes the pairs, as a share of all that the training's threads could have (Linux only).
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
    steps: { type: 'string', default: '150' },
    rounds: { type: 'string', default: '3' },
    threads: { type: 'string', default: '2' },
  },
});
const [batchSize, steps, rounds, threads] = ['batch-size', 'steps', 'rounds', 'threads'].map((name) =>
  Number(options[name]),
);

/** The thread of the pairs warms up, and its queue fills, in the first steps of a round. */
const WARM_UP_STEPS = 40;
const TICK_SECONDS = 0.01;

/** Ways of making pairs; `midizero train` damages in time by default. */
const kinds = {
  'P, frames edited': { source: { mode: 'P' } },
  'P, damaged in time': { source: { mode: 'P' }, damage: 'realistic' },
  'texture, damaged in time': { source: { mode: 'texture' }, damage: 'realistic' },
};

const runtime = await createNodeRuntime({ threads });
const architecture = ARCHITECTURES['pitch-resnet'];
const session = await TrainSession.create(runtime, createTrainingStep({ architecture, batchSize }), { seed: 1 });

/** Processor seconds of each thread of this process by its number; none where the system does not say. */
function threadSeconds() {
  const folder = '/proc/self/task';
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder).map((thread) => {
      const stat = readFileSync(`${folder}/${thread}/stat`, 'utf8');
      // Behind the name in brackets: state, …, user and system time as the 12th and 13th field.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return [thread, (Number(fields[11]) + Number(fields[12])) * TICK_SECONDS];
    }),
  );
}

/** @returns pairs a second, and the share of processor time that threads took which were not there before */
async function train(batches) {
  const threadsBefore = threadSeconds();
  let done = 0;
  let start;
  let end;
  let secondsAtStart;
  let secondsAtEnd;
  for await (const { anchors, positives, similarity } of batches) {
    await session.step({ anchors, positives, similarity_target: similarity }, { learningRate: 1e-4 });
    done++;
    if (done === WARM_UP_STEPS) {
      start = performance.now();
      secondsAtStart = threadSeconds();
    }
    if (done === WARM_UP_STEPS + steps) {
      // The thread of the pairs ends with the loop, and its times with it.
      end = performance.now();
      secondsAtEnd = threadSeconds();
      break;
    }
  }
  const seconds = (end - start) / 1000;
  let added = 0;
  for (const [thread, total] of secondsAtEnd) {
    if (!threadsBefore.has(thread)) added += total - (secondsAtStart.get(thread) ?? 0);
  }
  return { pairsPerSecond: (steps * batchSize) / seconds, addedShare: added / (seconds * threads) };
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
  const [before, meanwhile] = [without, live].map((runs) => median(runs.map((run) => run.pairsPerSecond)));
  const share = median(live.map((run) => run.addedShare));
  console.log(
    `${name}: ${Math.round(before)} pairs/s with pairs made beforehand, ${Math.round(meanwhile)} with live ones, whose ` +
      `thread takes ${(100 * share).toFixed(1)}% of the processor time`,
  );
}
await session.release();
