import { extractFrameDistribution, generateTrainingPairs } from '@midizero/datagen';
import { groupFrames } from '@midizero/pitch-matrix';
import { expect, test } from 'vitest';
import { inventPiece } from '../../testing-support/music.js';
import { pairChange, type TrainingSource, trainingDamages } from './pair-change.js';

const pieces = [inventPiece(1), inventPiece(2)];
const distribution = await extractFrameDistribution(pieces.map((notes) => groupFrames(notes)));
const sources: readonly TrainingSource[] = [
  { mode: 'P' },
  { mode: 'C' },
  { mode: 'singing' },
  { mode: 'texture' },
  { mode: 'S', distribution },
  { mode: 'R', pieces },
];
const combinations = sources.flatMap((source) =>
  [undefined, ...trainingDamages]
    .filter((damage) => source.mode !== 'texture' || damage !== 'none')
    .map((damage) => ({ mode: source.mode, damage, source })),
);

test.each(combinations)('mode $mode with damage $damage makes pairs', async ({ source, damage }) => {
  const pairs = generateTrainingPairs({ ...pairChange(source, damage), batchSize: 2, seed: 1, batchCount: 1 });
  const { value } = await pairs.next();
  expect(value?.length).toBe(2);
  expect(value?.anchors.some((cell) => cell === 1)).toBe(true);
});

test('real music keeps its rhythm where it is damaged', () => {
  expect(pairChange({ mode: 'R', pieces }, 'low')).toEqual({ source: { mode: 'notes', pieces }, damage: 'low' });
});

test('texture without damage in time is refused', () => {
  expect(() => pairChange({ mode: 'texture' }, 'none')).toThrow(/--damage: texture/);
});
