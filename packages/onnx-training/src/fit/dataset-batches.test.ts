import fc from 'fast-check';
import { expect, test } from 'vitest';
import { datasetBatches } from './dataset-batches.js';

async function take<T>(batches: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const batch of batches) {
    if (taken.push(batch) === count) break;
  }
  return taken;
}

test('an epoch has every example at most once, its columns together, and goes on anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.nat(90),
      async (length, batchSize, stepsTaken) => {
        fc.pre(batchSize <= length);
        const points = Float32Array.from({ length: 2 * length }, (_, i) => i);
        const labels = BigInt64Array.from({ length }, (_, i) => BigInt(i));
        const data = datasetBatches({ length, columns: { points, labels }, batchSize, seed: 5 });
        expect(data.stepsPerEpoch).toBe(Math.floor(length / batchSize));
        const batches = await take(data.from(0), stepsTaken + data.stepsPerEpoch);
        const epoch = batches.slice(0, data.stepsPerEpoch).flatMap(({ labels }) => [...(labels as BigInt64Array)]);
        expect(new Set(epoch).size).toBe(data.stepsPerEpoch * batchSize);
        for (const batch of batches) {
          const rows = [...(batch.labels as BigInt64Array)].map(Number);
          expect([...(batch.points as Float32Array)]).toEqual(rows.flatMap((row) => [2 * row, 2 * row + 1]));
        }
        expect(await take(data.from(stepsTaken), data.stepsPerEpoch)).toEqual(batches.slice(stepsTaken));
      },
    ),
    { seed: 7, numRuns: 40 },
  );
});

test('refuses columns that do not divide and batches that are too large', () => {
  const columns = { points: new Float32Array(7) };
  expect(() => datasetBatches({ length: 2, columns, batchSize: 1, seed: 0 })).toThrow(
    /columns.points: 7 values do not make 2 examples/,
  );
  expect(() => datasetBatches({ length: 7, columns, batchSize: 8, seed: 0 })).toThrow(/batchSize: .* 1 to 7, got 8/);
});
