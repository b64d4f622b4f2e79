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
        88191625,
        3625775546,
        1861815567,
        43052901,
      ],
      "texture, high, transposed": [
        118349067,
        4020283357,
        3538922892,
        165644659,
      ],
      "texture, realistic": [
        4210462541,
        4086188734,
        1888942649,
        2806390220,
      ],
    }
  `);
});
