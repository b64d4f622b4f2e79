import { createRandom } from '@midizero/core';
import { expect, test } from 'vitest';
import { type MergeableMatch, mergeMatchesByWork } from './merge-works.js';
import { voteScores } from './vote.js';

test('votes agree with a plain count', () => {
  const random = createRandom(1);
  const [readings, windowCount, variantCount, hitsPerQuery] = [5, 7, 3, 14];
  const queryCount = windowCount * variantCount;
  const readingOfWindow = Uint32Array.from({ length: 100 }, () => random.integer(readings));
  const windows = Uint32Array.from({ length: queryCount * hitsPerQuery }, () => random.integer(100));
  const similarities = Float32Array.from(windows, () => random.uniform());
  const hits = { queryCount, hitsPerQuery, windows, similarities };
  const scores = voteScores(readings, readingOfWindow, hits, {
    windowCount,
    variants: [0, 1, 2],
  });
  for (let reading = 0; reading < readings; reading++) {
    for (let variant = 0; variant < variantCount; variant++) {
      let expected = 0;
      for (let window = 0; window < windowCount; window++) {
        const row = (variant * windowCount + window) * hitsPerQuery;
        for (let rank = 0; rank < 10; rank++) {
          if (readingOfWindow[windows[row + rank]!] === reading) expected += similarities[row + rank]!;
        }
      }
      expect(scores[reading * variantCount + variant]).toBeCloseTo(expected / (10 * windowCount), 9);
    }
  }
});

test('references of a work merge; those that fit as well become alternatives', () => {
  const match = (pieceId: string, score: number, workId?: string): MergeableMatch => ({
    pieceId,
    ...(workId !== undefined && { workId }),
    score,
    startSeconds: score,
    endSeconds: 2,
    alternatives: [],
  });
  const merged = mergeMatchesByWork(
    [match('a', 1, 'w'), match('b', 0.99, 'w'), match('w', 0.9), match('c', 0.5, 'w')],
    0.02,
  );
  expect(merged.map(({ pieceId }) => pieceId)).toEqual(['a', 'w']);
  expect(merged[0]!.alternatives).toEqual([{ pieceId: 'b', startSeconds: 0.99, endSeconds: 2, score: 0.99 }]);
});
