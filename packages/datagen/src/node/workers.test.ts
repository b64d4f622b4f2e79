import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { generateTrainingPairs, type TrainingPairsOptions } from '../pairs/generate-training-pairs.js';
import { generateTrainingData } from '../samples/generate-training-data.js';

// Worker threads run built files, in a plain Node as users have it: Node 20 cannot start one from TypeScript.
const entry = new URL('../../dist/node.js', import.meta.url);
const isBuilt = existsSync(fileURLToPath(entry));

/** Runs the body of an async function, with the built entry as `datagen`, and returns what it prints. */
async function runBuilt(body: string): Promise<string> {
  const script = `import * as datagen from ${JSON.stringify(entry.href)}; import { createHash } from 'node:crypto'; ${body}`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect(stderr).toBe('');
  return stdout.trim();
}

describe.skipIf(!isBuilt)('worker threads (needs `npm run build`)', () => {
  const source = { source: { mode: 'texture' }, damage: 'high', batchSize: 8, seed: 2, startBatch: 3 } as const;

  test('pairs are those of this thread, and the process ends by itself', async () => {
    const options: TrainingPairsOptions = { ...source, batchCount: 6 };
    const hash = createHash('sha256');
    for await (const batch of generateTrainingPairs(options)) hash.update(batch.positives).update(batch.similarity);
    const printed = await runBuilt(`
      const hash = createHash('sha256');
      for await (const batch of datagen.generatePairsInWorker(${JSON.stringify(options)})) {
        hash.update(batch.positives).update(batch.similarity);
      }
      console.log(hash.digest('hex'));`);
    expect(printed).toBe(hash.digest('hex'));
  });

  test('pairs in memory that is used again are the same, and a batch is empty once the next one is there', async () => {
    const options: TrainingPairsOptions = { ...source, startBatch: 0, batchCount: 40 };
    const hash = createHash('sha256');
    for await (const batch of generateTrainingPairs(options)) hash.update(batch.anchors).update(batch.positives);
    const printed = await runBuilt(`
      const hash = createHash('sha256');
      const lengths = new Set();
      let before;
      for await (const batch of datagen.generatePairsInWorker({ ...${JSON.stringify(options)}, reuseMemory: true })) {
        if (before) lengths.add(before.anchors.length).add(before.positives.length).add(before.similarity.length);
        hash.update(batch.anchors).update(batch.positives);
        before = batch;
      }
      console.log(hash.digest('hex'), ...lengths);`);
    expect(printed).toBe(`${hash.digest('hex')} 0`);
  });

  test('an abort ends the iteration with its reason, a break ends it quietly', async () => {
    const printed = await runBuilt(`
      const options = ${JSON.stringify(source)};
      const controller = new AbortController();
      setTimeout(() => controller.abort(new Error('enough')), 200);
      try {
        for await (const batch of datagen.generatePairsInWorker({ ...options, signal: controller.signal }));
      } catch (error) {
        console.log(error.message);
      }
      for await (const batch of datagen.generatePairsInWorker(options)) {
        console.log(batch.index);
        break;
      }`);
    expect(printed.split('\n')).toEqual(['enough', '3']);
  });

  test.runIf(process.platform === 'linux')('the thread that makes pairs lets the others go first (Linux)', async () => {
    const printed = await runBuilt(`
      const { readdirSync } = await import('node:fs');
      const { getPriority } = await import('node:os');
      for await (const batch of datagen.generatePairsInWorker(${JSON.stringify(source)})) {
        const levels = readdirSync('/proc/self/task').map((thread) => getPriority(Number(thread)));
        console.log(Math.max(...levels) === Math.min(19, getPriority() + 10), levels.length > 1);
        break;
      }`);
    expect(printed).toBe('true true');
  });

  test('bad options are refused before a worker starts', async () => {
    const printed = await runBuilt(`
      await datagen.generatePairsInWorker({ source: { mode: 'P' }, batchSize: 0 }).next()
        .catch((error) => console.log(error.code));`);
    expect(printed).toBe('INVALID_ARGUMENT');
  });

  test('samples are the same for any number of workers', async () => {
    const run = { mode: 'singing', numSamples: 300_000, seed: 4 } as const;
    const { pitches } = await generateTrainingData(run);
    const expected = createHash('sha256').update(pitches).digest('hex');
    const printed = await runBuilt(`
      for (const workers of [1, 3]) {
        const { pitches } = await datagen.generateTrainingData({ ...${JSON.stringify(run)}, workers });
        console.log(createHash('sha256').update(pitches).digest('hex'));
      }`);
    expect(printed.split('\n')).toEqual([expected, expected]);
  });
});
