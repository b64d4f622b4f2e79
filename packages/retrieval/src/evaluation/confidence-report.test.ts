import { describe, expect, test } from 'vitest';
import { type JudgedAnswer, reportConfidence } from './confidence-report.js';
import { takenOut } from './open-set.js';

function answer(isAnswerable: boolean, isRight: boolean, confidence: number | undefined): JudgedAnswer {
  return { isAnswerable, isRight, confidence };
}

/** Four queries whose piece is there, three whose piece is not. */
const answers = [
  answer(true, true, 0.97),
  answer(true, true, 0.65),
  answer(true, false, 0.45),
  answer(true, false, undefined),
  answer(false, false, 0.62),
  answer(false, false, 0.12),
  answer(false, false, undefined),
];

describe('reportConfidence, worked out by hand', () => {
  const report = reportConfidence(answers);
  const at = (minConfidence: number) => report.tradeOff.find((point) => point.minConfidence === minConfidence);

  test('counts', () => {
    expect(report).toMatchObject({ answerable: 4, unanswerable: 3 });
  });

  test('answering all, some and few', () => {
    expect(at(0)).toEqual({ minConfidence: 0, rightAnswers: 0.5, wrongAnswers: 0.25, falseAnswers: 2 / 3 });
    expect(at(0.5)).toEqual({ minConfidence: 0.5, rightAnswers: 0.5, wrongAnswers: 0, falseAnswers: 1 / 3 });
    expect(at(0.9)).toEqual({ minConfidence: 0.9, rightAnswers: 0.25, wrongAnswers: 0, falseAnswers: 0 });
  });

  test('the most right answers at so many false ones', () => {
    expect(report.atFalseAnswers.map(({ allowedFalseAnswers }) => allowedFalseAnswers)).toEqual([
      0.01, 0.03, 0.05, 0.1,
    ]);
    for (const point of report.atFalseAnswers) {
      expect(point).toMatchObject({ minConfidence: 0.65, rightAnswers: 0.5, wrongAnswers: 0, falseAnswers: 0 });
    }
  });

  test('reliability: stated against observed, by bins of a tenth', () => {
    expect(report.reliability).toEqual([
      { fromConfidence: 0.1, toConfidence: 0.2, answers: 1, meanConfidence: 0.12, rightShare: 0 },
      { fromConfidence: 0.4, toConfidence: 0.5, answers: 1, meanConfidence: 0.45, rightShare: 0 },
      { fromConfidence: 0.6, toConfidence: 0.7, answers: 2, meanConfidence: (0.65 + 0.62) / 2, rightShare: 0.5 },
      { fromConfidence: 0.9, toConfidence: 1, answers: 1, meanConfidence: 0.97, rightShare: 1 },
    ]);
    expect(report.expectedCalibrationError).toBeCloseTo((0.12 + 0.45 + 2 * 0.135 + 0.03) / 5, 12);
    expect(report.brierScore).toBeCloseTo((0.03 ** 2 + 0.35 ** 2 + 0.45 ** 2 + 0.62 ** 2 + 0.12 ** 2) / 5, 12);
  });

  test('a closed set has no false answers to speak of', () => {
    const closed = reportConfidence(answers.slice(0, 4));
    expect(closed.atFalseAnswers).toEqual([]);
    expect(closed.tradeOff[0]).not.toHaveProperty('falseAnswers');
    expect(reportConfidence([])).toMatchObject({ answerable: 0, brierScore: 0, reliability: [] });
  });

  test('no confidence is high enough where the surest answer is false', () => {
    const [point] = reportConfidence([answer(true, true, 0.5), answer(false, false, 0.5)]).atFalseAnswers;
    expect(point).toMatchObject({ rightAnswers: 0, falseAnswers: 0 });
    expect(point!.minConfidence).toBeLessThanOrEqual(1);
  });

  test('certainty belongs to the last bin', () => {
    expect(reportConfidence([answer(true, true, 1)]).reliability).toMatchObject([{ fromConfidence: 0.9, answers: 1 }]);
  });
});

test('half of the pieces are taken out, the same half for a seed, in whatever order they come', () => {
  const pieces = Array.from({ length: 101 }, (_, i) => `piece ${i}`);
  const half = takenOut(pieces, 5);
  expect(half.size).toBe(50);
  expect(takenOut([...pieces.toReversed(), ...pieces], 5)).toEqual(half);
  expect(takenOut(pieces, 6)).not.toEqual(half);
});
