import { expect, test } from 'vitest';
import type { PieceIndex } from '../piece-index/contract.js';
import { isClearAnswer, isDoubtfulAnswer } from './clear-answer.js';

/** Two references of one work, and two other pieces. */
const index = {
  pieces: [{ id: 'urtext', workId: 'work' }, { id: 'edition', workId: 'work' }, { id: 'song' }, { id: 'dance' }],
} as unknown as PieceIndex;

const ranked = (...scores: readonly (readonly [piece: number, score: number])[]) =>
  scores.map(([piece, score]) => ({ piece, score, passages: [] }));

test('clear is what fits well and far better than any other work', () => {
  expect(isClearAnswer(index, ranked([2, 0.9], [0, 0.3], [3, 0.1]))).toBe(true);
  expect(isClearAnswer(index, ranked([2, 0.9]))).toBe(true);
  expect(isClearAnswer(index, ranked([2, 0.4], [0, 0]))).toBe(false);
  expect(isClearAnswer(index, ranked([2, 0.9], [0, 0.8]))).toBe(false);
  expect(isClearAnswer(index, [])).toBe(false);
});

test('references of one work are no rivals', () => {
  expect(isClearAnswer(index, ranked([0, 0.9], [1, 0.9], [3, 0.2]))).toBe(true);
  expect(isClearAnswer(index, ranked([0, 0.9], [1, 0.9], [3, 0.8]))).toBe(false);
});

test('doubtful is what hardly fits, and nothing at all', () => {
  expect(isDoubtfulAnswer([])).toBe(true);
  expect(isDoubtfulAnswer(ranked([2, 0.1], [0, 0.05]))).toBe(true);
  expect(isDoubtfulAnswer(ranked([2, 0.3], [0, 0.05]))).toBe(false);
});
