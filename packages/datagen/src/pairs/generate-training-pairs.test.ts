import { InvalidArgumentError } from '@midizero/core';
import { createNoteTable } from '@midizero/midi';
import { describe, expect, test } from 'vitest';
import { generateTrainingPairs, type TrainingPairsOptions } from './generate-training-pairs.js';
import type { PairBatch } from './pair-batch.js';

const WINDOW = 880;

async function take(count: number, options: TrainingPairsOptions): Promise<PairBatch[]> {
  const batches: PairBatch[] = [];
  for await (const batch of generateTrainingPairs({ ...options, batchCount: count })) batches.push(batch);
  return batches;
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((a, b) => a + b, 0) / values.length;
}

const notes = createNoteTable(
  Array.from({ length: 200 }, (_, i) => ({
    startSeconds: i * 0.2,
    endSeconds: i * 0.2 + 0.2,
    pitch: 40 + ((i * 7) % 40),
  })),
);

const sources: [string, TrainingPairsOptions][] = [
  ['P, augmented', { source: { mode: 'P' } }],
  ['P, damaged', { source: { mode: 'P', nMean: 0 }, damage: 'realistic' }],
  ['texture, damaged', { source: { mode: 'texture' }, damage: 'realistic' }],
  ['notes, damaged', { source: { mode: 'notes', pieces: [notes] }, damage: { transposeSemitonesMax: 5 } }],
];

describe.each(sources)('%s', (_, options) => {
  test('a run that begins at batch 2 goes on as the one that got there', async () => {
    const whole = await take(4, { ...options, batchSize: 16, seed: 5 });
    expect(whole.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(await take(2, { ...options, batchSize: 16, seed: 5, startBatch: 2 })).toEqual(whole.slice(2));
    expect(whole[0]!.anchors).not.toEqual(whole[1]!.anchors);
  });

  test('windows hold 0 and 1 and are not empty, targets lie from 0 to 1', async () => {
    const [batch] = await take(1, { ...options, batchSize: 64 });
    const { anchors, positives, similarity } = batch!;
    for (const windows of [anchors, positives]) {
      expect(windows).toHaveLength(64 * WINDOW);
      expect(windows.every((cell) => cell === 0 || cell === 1)).toBe(true);
      for (let row = 0; row < 64; row++) {
        expect(windows.subarray(row * WINDOW, (row + 1) * WINDOW).includes(1)).toBe(true);
      }
    }
    expect(similarity.every((target) => target >= 0 && target <= 1)).toBe(true);
  });
});

/** Options of sides as written. */
const unchanged = {
  severityRange: [0, 0],
  voiceLossProbability: 0,
  skylineProbability: 0,
  anchorDamageProbability: 0,
} as const;

describe('damaged pairs', () => {
  test('without damage and shift both windows are equal, and the target is 1', async () => {
    const [batch] = await take(1, {
      source: { mode: 'texture' },
      batchSize: 32,
      damage: { ...unchanged, shiftFramesMax: 0 },
    });
    expect(batch!.positives).toEqual(batch!.anchors);
    expect(batch!.similarity.every((target) => target > 0.9999)).toBe(true);
  });

  test('the windows of a passage go to as many batches, from its front to its back', async () => {
    // Every second of this piece has a pitch of its own, so that a window's pitches tell where it was cut.
    const ladder = createNoteTable(
      Array.from({ length: 80 }, (_, i) => ({ startSeconds: i, endSeconds: i + 0.5, pitch: 24 + i })),
    );
    const source = { mode: 'notes', pieces: [ladder] } as const;
    const batches = await take(8, { source, damage: unchanged, windowsPerPassage: 4, batchSize: 16 });
    const place = ({ anchors }: PairBatch, row: number): number =>
      anchors.subarray(row * WINDOW, (row + 1) * WINDOW).indexOf(1) % 88;
    for (let row = 0; row < 16; row++) {
      for (const group of [batches.slice(0, 4), batches.slice(4)]) {
        const places = group.map((batch) => place(batch, row));
        for (const [i, later] of places.slice(1).entries()) {
          expect(later).toBeGreaterThan(places[i]!);
          expect(later - places[i]!).toBeLessThan(8);
        }
      }
    }
  });

  test('presets go from mild to heavy', async () => {
    const targets: number[] = [];
    for (const damage of ['low', 'medium', 'high'] as const) {
      const [batch] = await take(1, { source: { mode: 'texture' }, damage, batchSize: 400 });
      targets.push(mean(batch!.similarity));
    }
    expect(targets).toEqual([...targets].sort((a, b) => b - a));
    expect(targets[0]).toBeGreaterThan(0.75);
    expect(targets[2]).toBeLessThan(0.6);
  });

  test('realistic damage covers everything from unchanged to hardly the same', async () => {
    const [batch] = await take(1, { source: { mode: 'texture' }, damage: 'realistic', batchSize: 1000 });
    const targets = [...batch!.similarity].sort((a, b) => a - b);
    expect(targets[50]).toBeLessThan(0.35);
    expect(targets[950]).toBeGreaterThan(0.85);
  });
});

test('an abort ends the iteration with its reason', async () => {
  const controller = new AbortController();
  const pairs = generateTrainingPairs({ source: { mode: 'P' }, batchSize: 2, signal: controller.signal });
  expect((await pairs.next()).done).toBe(false);
  controller.abort(new Error('enough'));
  await expect(pairs.next()).rejects.toThrowError('enough');
});

test.each<[string, object]>([
  ['an empty batch', { source: { mode: 'P' }, batchSize: 0 }],
  ['a negative start', { source: { mode: 'P' }, startBatch: -1 }],
  ['both changes', { source: { mode: 'P' }, augmentation: 'guitar', damage: 'low' }],
  ['an unknown preset', { source: { mode: 'P' }, augmentation: 'drums' }],
  ['an unknown damage preset', { source: { mode: 'texture' }, damage: 'worst' }],
  ['a damage option of no name', { source: { mode: 'texture' }, damage: { loss: 1 } }],
  ['severities upside down', { source: { mode: 'texture' }, damage: { severityRange: [1, 0] } }],
  ['no windows of a passage', { source: { mode: 'texture' }, damage: 'low', windowsPerPassage: 0 }],
  ['windows of a passage where there is none', { source: { mode: 'P' }, windowsPerPassage: 2 }],
  ['pieces without notes', { source: { mode: 'notes', pieces: [] }, damage: 'low' }],
  ['texture without damage', { source: { mode: 'texture' } }],
])('refuses %s', async (_, options) => {
  await expect(generateTrainingPairs(options as TrainingPairsOptions).next()).rejects.toThrowError(
    InvalidArgumentError,
  );
});

test('texture can only be damaged, frames of a mode be both', () => {
  const accept = (options: TrainingPairsOptions): TrainingPairsOptions => options;
  accept({ source: { mode: 'P' }, augmentation: 'guitar' });
  accept({ source: { mode: 'P' }, damage: 'high' });
  // @ts-expect-error texture has time, and no frames to edit
  accept({ source: { mode: 'texture' }, augmentation: 'guitar' });
  // @ts-expect-error one of the two
  expect(accept({ source: { mode: 'P' }, augmentation: 'guitar', damage: 'high' })).toBeDefined();
});
