// Pairs a second and memory of training, against PyTorch on the same network, batch, loss, optimizer and threads.
//
//   npx turbo run build --filter=@midizero/encoder
//   node packages/encoder/bench/training-speed.mjs --architecture resnet34 --python /path/to/venv/bin/python
//
// Without --python only the first half runs. Rounds alternate between the two, so that other load meets both.
import { spawnSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generateTrainingPairs } from '@midizero/datagen';
import { ARCHITECTURES, createTrainingStep, networkSize } from '@midizero/encoder/training';
import { createNodeRuntime } from '@midizero/onnx/node';
import { TrainSession } from '@midizero/onnx-training';

const { values: options } = parseArgs({
  options: {
    architecture: { type: 'string', default: 'pitch-resnet' },
    'batch-size': { type: 'string', default: '256' },
    steps: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '3' },
    threads: { type: 'string', default: '2' },
    python: { type: 'string' },
    measure: { type: 'boolean', default: false },
  },
});
const [batchSize, steps, rounds, threads] = ['batch-size', 'steps', 'rounds', 'threads'].map((name) =>
  Number(options[name]),
);
const architecture = ARCHITECTURES[options.architecture];
const WARM_UP_STEPS = 2;

/** Trains in this process. Seconds are of steps alone; pairs are made beforehand. */
async function measure() {
  const batches = [];
  for await (const batch of generateTrainingPairs({ source: { mode: 'P' }, batchSize, seed: 1, batchCount: 2 })) {
    batches.push(batch);
  }
  const runtime = await createNodeRuntime({ threads });
  const session = await TrainSession.create(runtime, createTrainingStep({ architecture, batchSize }), { seed: 1 });
  const before = process.memoryUsage.rss();
  const seconds = [];
  for (let step = 0; step < WARM_UP_STEPS + steps; step++) {
    const { anchors, positives, similarity } = batches[step % batches.length];
    const start = performance.now();
    await session.step({ anchors, positives, similarity_target: similarity }, { learningRate: 1e-4 });
    if (step >= WARM_UP_STEPS) seconds.push((performance.now() - start) / 1000);
  }
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  return { seconds, peakBytes, stepBytes: peakBytes - before };
}

function inProcess(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

const sizes = ['--architecture', options.architecture, '--batch-size', `${batchSize}`];
const work = [...sizes, '--steps', `${steps}`, '--threads', `${threads}`];

const peers = {
  midizero: () => inProcess(process.execPath, [fileURLToPath(import.meta.url), '--measure', ...work]),
  ...(options.python && {
    pytorch: () =>
      inProcess(options.python, [
        fileURLToPath(new URL('pytorch_training_speed.py', import.meta.url)),
        ...work,
        '--warm-up',
        `${WARM_UP_STEPS}`,
      ]),
  }),
};

function describe(name, results) {
  const seconds = results.flatMap((result) => result.seconds).sort((a, b) => a - b);
  const pairsPerSecond = { median: batchSize / seconds[seconds.length >> 1], best: batchSize / seconds[0] };
  const mebibytes = (field) => Math.round(Math.max(...results.map((result) => result[field])) / 2 ** 20);
  console.log(
    `${name}: ${pairsPerSecond.median.toFixed(0)} pairs/s (best step ${pairsPerSecond.best.toFixed(0)}), ` +
      `memory of a step ${mebibytes('stepBytes')} MiB, peak of the process ${mebibytes('peakBytes')} MiB`,
  );
  return { ...pairsPerSecond, stepBytes: mebibytes('stepBytes') };
}

if (options.measure) {
  console.log(JSON.stringify(await measure()));
} else {
  const { parameterCount, multiplyAdds } = networkSize(architecture);
  console.log(`${options.architecture}: ${parameterCount} parameters, ${multiplyAdds} multiply-adds a window`);
  console.log(
    `batch ${batchSize}, ${rounds} rounds of ${steps} steps, ${threads} threads of ${cpus().length} cores ` +
      `(${cpus()[0].model}), load ${loadavg()[0].toFixed(1)}`,
  );
  const results = Object.fromEntries(Object.keys(peers).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(peers)) results[name].push(run());
  }
  const [own, peer] = Object.entries(results).map(([name, list]) => describe(name, list));
  if (peer) {
    const ratio = (field) => (own[field] / peer[field]).toFixed(2);
    console.log(`ratio: speed ${ratio('median')} (best steps ${ratio('best')}), memory ${ratio('stepBytes')}`);
  }
}
