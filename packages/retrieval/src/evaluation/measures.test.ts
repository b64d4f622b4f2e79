import { expect, test } from 'vitest';
import type { PieceIndex } from '../piece-index/contract.js';
import { type JudgedMatch, judge } from './judge.js';
import type { EvaluationQuery } from './manifest.js';
import { measure, quantile } from './measures.js';

test('measures of three queries, worked out by hand', () => {
  const measures = measure([
    { rank: 1, hasPlace: true, placeErrorSeconds: 1.5, repeatErrorSeconds: 1.5, milliseconds: 10 },
    { rank: 3, hasPlace: true, milliseconds: 20 },
    { rank: 1, hasPlace: true, placeErrorSeconds: 30, repeatErrorSeconds: 0.5, milliseconds: 60 },
    { rank: Number.POSITIVE_INFINITY, hasPlace: true, milliseconds: 30 },
  ]);
  expect(measures).toMatchObject({
    queries: 4,
    recallAt1: 0.5,
    recallAt10: 0.75,
    ndcgAt10: 0.625, // (1 + 1 / log2(4) + 1 + 0) / 4
    located2s: 0.25,
    located2sUpToRepeats: 0.5,
    medianErrorSeconds: 15.75,
    queryMillisecondsP50: 25,
  });
  expect(measures.mrr).toBeCloseTo((1 + 1 / 3 + 1) / 4, 12);
  expect(measures).not.toHaveProperty('meanAveragePrecision');
});

test('files: average precision and nDCG with several right answers', () => {
  const measures = measure([
    { rank: 1, fileRanks: [1, 3], rightFiles: 3, hasPlace: false, milliseconds: 1 },
    { rank: 2, fileRanks: [12], rightFiles: 1, hasPlace: false, milliseconds: 1 },
  ]);
  expect(measures.meanAveragePrecision).toBeCloseTo(((1 + 2 / 3) / 3 + 1 / 12) / 2, 12);
  const gains = 1 + 1 / 2;
  const ideal = 1 + 1 / Math.log2(3) + 1 / 2;
  expect(measures.fileNdcgAt10).toBeCloseTo(gains / ideal / 2, 12);
  expect(measures).not.toHaveProperty('located2s');
});

test('no queries give zeros', () => {
  expect(measure([])).toMatchObject({ queries: 0, recallAt1: 0, queryMillisecondsP95: 0 });
  expect(quantile([4, 2], 0.25)).toBe(2.5);
});

const query: EvaluationQuery = {
  id: 'q',
  file: 'query.mid',
  pieceId: 'p',
  excerpt: { startSeconds: 3, endSeconds: 8 },
  place: { file: 'b.mid', startSeconds: 20 },
  repeats: [{ file: 'b.mid', startSeconds: 50 }],
  excludesOwnFile: true,
};
const files = new Map(
  Object.entries({ 'a.mid': 'o', 'b.mid': 'p', 'c.mid': 'p', 'query.mid': 'p' }).map(([file, pieceId]) => [
    file,
    { pieceId },
  ]),
);
const index = { pieces: [...files.keys()].map((id) => ({ id })) } as unknown as PieceIndex;

function answer(pieceId: string, startSeconds: number): JudgedMatch {
  return { pieceId, startSeconds, endSeconds: startSeconds + 8, queryStartSeconds: 0.5, queryEndSeconds: 4.5 };
}

test('a place is that of the start of the excerpt, half a second before its first onset and at double tempo', () => {
  expect(judge(query, [answer('b.mid', 21.25)], { files, index, milliseconds: 1 })).toMatchObject({
    rank: 1,
    placeErrorSeconds: 0.25,
    repeatErrorSeconds: 0.25,
  });
  expect(judge(query, [answer('b.mid', 52)], { files, index, milliseconds: 1 })).toMatchObject({
    placeErrorSeconds: 31,
    repeatErrorSeconds: 1,
  });
});

test('another file of the right piece ranks, but is no place', () => {
  const outcome = judge(query, [answer('a.mid', 0), answer('a.mid', 1), answer('c.mid', 21)], {
    files,
    index,
    milliseconds: 1,
  });
  expect(outcome).toMatchObject({ rank: 2, placeErrorSeconds: undefined });
  const { excerpt: _, ...whole } = query;
  expect(judge(whole, [answer('a.mid', 0), answer('c.mid', 1)], { files, index, milliseconds: 1 })).toMatchObject({
    fileRanks: [2],
    rightFiles: 2,
  });
});
