import { createRandom } from '@midizero/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calibratedModels } from './calibrated-models.js';
import { CONFIDENCE_FEATURES, confidenceFeatures, type UnratedMatch } from './features.js';
import { type ConfidenceSample, fitConfidenceModel } from './fit-model.js';
import { confidenceOf } from './model.js';
import { rateMatches } from './rate-matches.js';

interface MatchSketch {
  readonly shared: number;
  readonly missing?: number;
  readonly extra?: number;
  readonly score?: number;
  readonly workId?: string;
}

function match(pieceId: string, { shared, missing = 0, extra = 0, score = 0.5, workId }: MatchSketch): UnratedMatch {
  const lone = (length: number) => ({ length, pitches: new Uint8Array(length), seconds: new Float64Array(length) });
  const seconds = Float64Array.from({ length: shared }, (_, i) => i * 0.2);
  return {
    pieceId,
    ...(workId !== undefined && { workId }),
    view: 'all',
    score,
    startSeconds: 0,
    endSeconds: 5,
    queryStartSeconds: 0,
    queryEndSeconds: 5,
    transposition: 0,
    tempoRatio: 1,
    alignedNotes: {
      length: shared,
      pitches: new Uint8Array(shared),
      querySeconds: seconds,
      pieceSeconds: seconds,
      missing: lone(missing),
      extra: lone(extra),
    },
    alternatives: [],
  };
}

function named(matches: readonly UnratedMatch[], place: number): Record<string, number> {
  const values = confidenceFeatures(matches, place);
  return Object.fromEntries(CONFIDENCE_FEATURES.map((name, i) => [name, values[i]!]));
}

describe('features', () => {
  test('of two matches, worked out by hand', () => {
    const matches = [
      match('a', { shared: 30, missing: 10, extra: 10, score: 0.8 }),
      match('b', { shared: 10, missing: 10, extra: 30, score: 0.6 }),
    ];
    const leadNotes = 30 * 0.75 - (10 * 20) / 60;
    const first = named(matches, 0);
    expect(first.queryShare).toBe(0.75);
    expect(first.pieceShare).toBe(0.75);
    expect(first.sharedNotes).toBeCloseTo(Math.log2(31), 12);
    expect(first.steadyTempo).toBeCloseTo(0, 9);
    expect(first.agreementLead).toBeCloseTo(0.75 - 20 / 60, 12);
    expect(first.scoreLead).toBeCloseTo(0.25, 12);
    expect(first.sharedNotesLead).toBeCloseTo(Math.sqrt(leadNotes), 12);
    const second = named(matches, 1);
    expect(second.scoreLead).toBeCloseTo(-1 / 3, 12);
    expect(second.sharedNotesLead).toBeCloseTo(-Math.sqrt(leadNotes), 12);
  });

  test('files of one work are no rivals', () => {
    const alone = named([match('a', { shared: 30, workId: 'w' })], 0);
    const together = [match('a', { shared: 30, workId: 'w' }), match('b', { shared: 30, workId: 'w' })];
    expect(named(together, 0)).toEqual(alone);
    expect(named([match('a', { shared: 30 }), match('b', { shared: 30 })], 0).scoreLead).toBe(0);
  });

  test('notes that do not keep time speak against a match', () => {
    const steady = match('a', { shared: 30 });
    const pieceSeconds = steady.alignedNotes.pieceSeconds.map((seconds, i) => seconds * (i % 8 < 4 ? 1 : 1.5));
    const uneven = { ...steady, alignedNotes: { ...steady.alignedNotes, pieceSeconds: pieceSeconds.sort() } };
    expect(named([uneven], 0).steadyTempo).toBeLessThan(-0.1);
    expect(named([match('a', { shared: 2 })], 0).steadyTempo).toBe(-1);
  });
});

describe.each(['chain', 'vote'] as const)('confidence of %s', (aggregate) => {
  const sketch = fc.record({
    shared: fc.nat(200),
    missing: fc.nat(200),
    extra: fc.nat(200),
    score: fc.double({ min: -1, max: 1, noNaN: true }),
  });

  test('is a probability, whatever the matches', () => {
    fc.assert(
      fc.property(fc.array(sketch, { minLength: 1, maxLength: 4 }), (sketches) => {
        const rated = rateMatches(
          sketches.map((each, i) => match(String(i), each)),
          aggregate,
        );
        for (const { confidence } of rated) {
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('never falls where a feature grows', () => {
    const model = calibratedModels[aggregate];
    const features = fc.array(fc.double({ min: -3, max: 8, noNaN: true }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(features, fc.nat(6), fc.double({ min: 0, max: 2, noNaN: true }), (values, column, more) => {
        const grown = values.with(column, values[column]! + more);
        expect(confidenceOf(model, grown)).toBeGreaterThanOrEqual(confidenceOf(model, values));
      }),
    );
  });

  test('a clear match is sure, one of two alike is not, and a few chance notes are not', () => {
    const rival = match('b', { shared: 12, missing: 60, extra: 50, score: 0.2 });
    const clear = rateMatches([match('a', { shared: 60, missing: 3, extra: 2, score: 0.9 }), rival], aggregate);
    expect(clear[0]!.confidence).toBeGreaterThan(0.95);
    expect(clear[1]!.confidence).toBeLessThan(0.05);
    const chance = rateMatches([match('c', { shared: 14, missing: 60, extra: 48, score: 0.21 }), rival], aggregate);
    expect(chance[0]!.confidence).toBeLessThan(0.2);
  });
});

describe('fitConfidenceModel', () => {
  const truth = { bias: -1, weights: [2, 0, 0.5, 0, 3, 0, 0] };

  function samples(count: number): ConfidenceSample[] {
    const random = createRandom(11);
    return Array.from({ length: count }, () => {
      const features = Array.from({ length: 7 }, () => random.gaussian());
      const logit = truth.bias + features.reduce((sum, value, i) => sum + value * truth.weights[i]!, 0);
      return { features, isRight: random.chance(1 / (1 + Math.exp(-logit))) };
    });
  }

  test('finds the model that made the samples', () => {
    const { bias, weights } = fitConfidenceModel(samples(6000));
    expect(bias).toBeCloseTo(truth.bias, 0);
    for (const [i, name] of CONFIDENCE_FEATURES.entries()) {
      expect(Math.abs(weights[name] - truth.weights[i]!)).toBeLessThan(0.25);
    }
  });

  test('no weight is below 0, even where a feature speaks against', () => {
    const flipped = samples(500).map(({ features, isRight }) => ({ features, isRight: !isRight }));
    const { weights } = fitConfidenceModel(flipped);
    expect(Math.min(...Object.values(weights))).toBeGreaterThanOrEqual(0);
    expect(weights.agreementLead).toBe(0);
  });

  test('samples that can be told apart fully give finite weights', () => {
    const apart = samples(50).map(({ features }) => ({ features, isRight: features[0]! > 0 }));
    expect(Object.values(fitConfidenceModel(apart).weights).every(Number.isFinite)).toBe(true);
  });

  test('needs right and wrong samples', () => {
    const right = samples(5).map(({ features }) => ({ features, isRight: true }));
    expect(() => fitConfidenceModel(right)).toThrow('5 right of 5');
    expect(() => fitConfidenceModel([])).toThrow('0 right of 0');
  });
});
