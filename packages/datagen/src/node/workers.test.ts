import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { generateTrainingPairs, type TrainingPairsOptions } from '../pairs/generate-training-pairs.js';
import type { PairBatch } from '../pairs/pair-batch.js';
import { generateTrainingData } from '../samples/generate-training-data.js';

// Worker threads run built files: Node 20 cannot start one from TypeScript.
const builtEntry = fileURLToPath(new URL('../../dist/node.js', import.meta.url));
const builtWorker = fileURLToPath(new URL('../../dist/node/datagen-worker.js', import.meta.url));
const isBuilt = existsSync(builtEntry) && existsSync(builtWorker);

async function loadBuilt(): Promise<typeof import('../node.js')> {
  return import(/* @vite-ignore */ builtEntry);
}

async function collect(batches: AsyncIterable<PairBatch>): Promise<PairBatch[]> {
  const list: PairBatch[] = [];
  for await (const batch of batches) list.push(batch);
  return list;
}

describe.skipIf(!isBuilt)('worker threads (needs `pnpm build`)', () => {
  const options: TrainingPairsOptions = {
    source: { mode: 'texture' },
    damage: 'high',
    batchSize: 8,
    seed: 2,
    startBatch: 3,
  };

  test('pairs are those of this thread', async () => {
    const { generatePairsInWorker } = await loadBuilt();
    const run = { ...options, batchCount: 6 };
    expect(await collect(generatePairsInWorker(run))).toEqual(await collect(generateTrainingPairs(run)));
  });

  test('an abort ends the iteration with its reason, a break ends it quietly', async () => {
    const { generatePairsInWorker } = await loadBuilt();
    const controller = new AbortController();
    const pairs = generatePairsInWorker({ ...options, signal: controller.signal });
    expect((await pairs.next()).done).toBe(false);
    const waiting = pairs.next().then(() => pairs.next());
    controller.abort(new Error('enough'));
    await expect(collect(pairs).then(() => waiting)).rejects.toThrowError('enough');
    for await (const batch of generatePairsInWorker(options)) {
      expect(batch.index).toBe(3);
      break;
    }
  });

  test('bad options are refused before a worker starts', async () => {
    const { generatePairsInWorker } = await loadBuilt();
    const bad = { ...options, batchSize: 0 };
    await expect(generatePairsInWorker(bad).next()).rejects.toThrowError(/batchSize/);
  });

  test('samples are the same for any number of workers', async () => {
    const built = await loadBuilt();
    const run = { mode: 'singing', numSamples: 300_000, seed: 4 } as const;
    const alone = await generateTrainingData(run);
    for (const workers of [1, 3]) {
      const data = await built.generateTrainingData({ ...run, workers });
      expect(Buffer.compare(data.pitches, alone.pitches)).toBe(0);
      expect(data.length).toBe(alone.length);
    }
  });
});
