// Training pairs a second on one core, by source and change. Runs on the built package:
//   npm run build
//   node packages/datagen/bench/pairs-per-second.mjs [number of pairs]
import { generateTrainingPairs } from '@midizero/datagen';

const pairCount = Number(process.argv[2] ?? 50_000);
const batchSize = 256;

const runs = {
  'P, augmented': { source: { mode: 'P' } },
  'P, damaged': { source: { mode: 'P' }, damage: 'realistic' },
  'texture, damaged': { source: { mode: 'texture' }, damage: 'realistic' },
  'texture, damaged, preset high': { source: { mode: 'texture' }, damage: 'high' },
};

for (const [name, options] of Object.entries(runs)) {
  const start = performance.now();
  const cpuStart = process.cpuUsage();
  let pairs = 0;
  let similarity = 0;
  for await (const batch of generateTrainingPairs({
    ...options,
    batchSize,
    batchCount: Math.ceil(pairCount / batchSize),
  })) {
    pairs += batch.length;
    similarity += batch.similarity.reduce((a, b) => a + b);
  }
  const cpu = process.cpuUsage(cpuStart);
  const rate = (seconds) => Math.round(pairs / seconds).toLocaleString('en');
  console.log(
    `${name}: ${rate((performance.now() - start) / 1000)} pairs/s, ${rate((cpu.user + cpu.system) / 1e6)} for each ` +
      `second of processor time (mean similarity ${(similarity / pairs).toFixed(2)})`,
  );
}
