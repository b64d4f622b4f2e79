import { createRandom } from '@midizero/core';
import { describe, expect, test } from 'vitest';
import type { Anchors } from './anchors.js';
import { chainAnchors, chainScoreBound } from './chain.js';

type Hit = readonly [queryFrame: number, pieceFrame: number, weight: number];

function anchorsOf(hits: readonly Hit[]): Anchors {
  const sorted = [...hits].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return {
    length: sorted.length,
    reading: 0,
    variant: 0,
    queryFrames: Uint32Array.from(sorted, ([queryFrame]) => queryFrame),
    pieceFrames: Uint32Array.from(sorted, ([, pieceFrame]) => pieceFrame),
    weights: Float32Array.from(sorted, ([, , weight]) => weight),
  };
}

function diagonal(length: number, pieceStart: number, slope = 1, weight = 1): Hit[] {
  return Array.from({ length }, (_, i): Hit => [i, pieceStart + Math.round(i * slope), weight]);
}

describe('chainAnchors', () => {
  test('a diagonal is one chain that counts every anchor', () => {
    const [chain] = chainAnchors(anchorsOf(diagonal(10, 40)));
    expect(chain).toMatchObject({ score: 10, queryFrames: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
    expect(chain!.pieceFrames[9]).toBe(49);
  });

  test('stray hits beside it, however many, do not join', () => {
    const random = createRandom(1);
    const stray = Array.from({ length: 60 }, (): Hit => [random.integer(20), 500 + random.integer(4000), 1]);
    const [chain] = chainAnchors(anchorsOf([...diagonal(20, 40), ...stray]));
    expect(chain!.score).toBe(20);
    expect(chain!.pieceFrames).toEqual(diagonal(20, 40).map(([, pieceFrame]) => pieceFrame));
  });

  test.each([0.6, 1.4, 1.8])('frames lost or added all along: slope %s is still one chain', (slope) => {
    const [chain] = chainAnchors(anchorsOf(diagonal(20, 100, slope)));
    expect(chain!.queryFrames).toHaveLength(20);
    expect(chain!.score).toBeGreaterThan(18);
  });

  test('a gap costs by how unequally both advance, beyond what is free', () => {
    const hits: Hit[] = [
      [0, 10, 1],
      [6, 21, 1],
    ];
    expect(chainAnchors(anchorsOf(hits), { gapCostPerFrame: 0.1, freeGapFrames: 1 })[0]!.score).toBeCloseTo(1.6, 9);
    expect(chainAnchors(anchorsOf(hits), { gapCostPerFrame: 0.1, freeGapFrames: 5 })[0]!.score).toBe(2);
  });

  test('anchors too far apart, backwards, or in one query frame do not chain', () => {
    const far = chainAnchors(
      anchorsOf([
        [0, 10, 1],
        [30, 40, 1],
      ]),
      { maximumGapFrames: 24 },
    );
    const backwards = chainAnchors(
      anchorsOf([
        [0, 10, 1],
        [4, 6, 1],
      ]),
    );
    const sameFrame = chainAnchors(
      anchorsOf([
        [0, 10, 1],
        [0, 11, 1],
      ]),
    );
    for (const chains of [far, backwards, sameFrame]) expect(chains[0]!.score).toBe(1);
  });

  test('a repeated passage gives a chain for each place, the first one first', () => {
    const chains = chainAnchors(anchorsOf([...diagonal(12, 200), ...diagonal(12, 40), ...diagonal(5, 90)]));
    expect(chains.map(({ score, pieceFrames }) => [score, pieceFrames[0]])).toEqual([
      [12, 40],
      [12, 200],
    ]);
  });

  test('no chain exceeds the bound', () => {
    const random = createRandom(2);
    for (let round = 0; round < 100; round++) {
      const hits = Array.from({ length: 60 }, (): Hit => [random.integer(15), random.integer(40), random.uniform()]);
      const anchors = anchorsOf(hits);
      expect(chainAnchors(anchors)[0]!.score).toBeLessThanOrEqual(chainScoreBound(anchors) + 1e-6);
    }
  });
});
