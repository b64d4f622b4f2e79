import { generateTrainingPairs } from '@midizero/datagen';
import { expect, test } from 'vitest';
import { damagePresets, pairChange, trainingModes } from './pair-change.js';

const combinations = trainingModes.flatMap((mode) =>
  [undefined, ...damagePresets].map((damage) => [mode, damage] as const),
);

test.each(combinations)('mode %s with damage %s makes pairs', async (mode, damage) => {
  const pairs = generateTrainingPairs({ ...pairChange(mode, damage), batchSize: 2, seed: 1, batchCount: 1 });
  const { value } = await pairs.next();
  expect(value?.length).toBe(2);
  expect(value?.anchors.some((cell) => cell === 1)).toBe(true);
});
