import { expect, test } from 'vitest';
import { fnvHash } from '../testing-support/fnv-hash.js';
import { generateTrainingPairs, type TrainingPairsOptions } from './generate-training-pairs.js';

const runs: Readonly<Record<string, TrainingPairsOptions>> = {
  'P, augmented': { source: { mode: 'P' } },
  'P, realistic': { source: { mode: 'P', nMean: 0 }, damage: 'realistic' },
  'texture, realistic': { source: { mode: 'texture' }, damage: 'realistic' },
  'texture, high, transposed': {
    source: { mode: 'texture' },
    damage: { transposeSemitonesMax: 6, severityRange: [1, 1] },
  },
};

test('known answers: a change here changes every training that a seed names', async () => {
  const hashes: Record<string, number[]> = {};
  for (const [name, options] of Object.entries(runs)) {
    const parts: number[] = [];
    for await (const batch of generateTrainingPairs({ ...options, seed: 1, batchSize: 256, batchCount: 4 })) {
      parts.push(fnvHash(batch.anchors, batch.positives, batch.similarity));
    }
    hashes[name] = parts;
  }
  expect(hashes).toMatchInlineSnapshot(`
    {
      "P, augmented": [
        1376239443,
        122978648,
        360517138,
        1604926368,
      ],
      "P, realistic": [
        2054757128,
        1121770047,
        2464112892,
        108659990,
      ],
      "texture, high, transposed": [
        1405715288,
        2011249588,
        1218911514,
        930146084,
      ],
      "texture, realistic": [
        2952474918,
        2857758540,
        603478782,
        3358602602,
      ],
    }
  `);
});
