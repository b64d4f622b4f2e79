import { describe, expect, test } from 'vitest';
import { header, type Outcome, row, summarize, summaryLine } from './report.js';

const elise = { pieceId: 'elise', title: 'Für Elise', startSeconds: 12.2, endSeconds: 18.9 };
const aria = { pieceId: 'aria', title: 'Aria of the Goldberg Variations', startSeconds: 65, endSeconds: 71 };

function outcome(changes: Partial<Outcome> = {}): Outcome {
  return {
    truth: elise,
    found: { ...elise, score: 0.934, alternatives: [] },
    transposition: 0,
    milliseconds: 8.4,
    ...changes,
  };
}

describe('row', () => {
  test('a right answer', () => {
    expect(row(outcome())).toMatchInlineSnapshot(
      `"✓  Für Elise                     Für Elise                     0:12–0:19  0:12–0:19    0.93    8 ms"`,
    );
  });
  test('a wrong one, transposed, with a title that is too long', () => {
    const wrong = outcome({ truth: aria, transposition: -2 });
    expect(row(wrong)).toMatchInlineSnapshot(
      `"✗  Aria of the Goldberg V… (-2)  Für Elise                     0:12–0:19  1:05–1:11    0.93    8 ms"`,
    );
  });
  test('no answer', () => {
    expect(row(outcome({ found: undefined }))).toMatchInlineSnapshot(
      `"✗  Für Elise                     nothing                                  0:12–0:19            8 ms"`,
    );
  });
});

test('no line is wider than 100 characters', () => {
  const widest = outcome({
    truth: aria,
    found: { ...aria, score: 10, alternatives: [] },
    transposition: 12,
    milliseconds: 99_999,
  });
  for (const text of [...header().split('\n'), row(widest)]) expect([...text].length).toBeLessThanOrEqual(100);
});

describe('summarize', () => {
  const at = (startSeconds: number, repeatSeconds: readonly number[] = []): Outcome => {
    const alternatives = repeatSeconds.map((seconds) => ({ pieceId: 'elise', startSeconds: seconds }));
    return outcome({ found: { ...elise, startSeconds, score: 1, alternatives } });
  };
  const otherPiece = outcome({ found: { ...aria, startSeconds: 12.2, score: 1, alternatives: [] } });

  test('a place counts only within 2 s, and only in the right piece', () => {
    expect(summarize([at(14.2), at(14.3), otherPiece])).toMatchObject({ queries: 3, rightPieces: 2, rightPlaces: 1 });
  });
  test('a repeat counts apart', () => {
    expect(summarize([at(40, [12]), at(40, [80])])).toMatchObject({ rightPlaces: 0, rightPlacesOrRepeats: 1 });
  });
  test('the median is not moved by one slow query', () => {
    const outcomes = [5, 900, 7].map((milliseconds) => outcome({ milliseconds }));
    expect(summarize(outcomes).medianMilliseconds).toBe(7);
  });
  test('in words', () => {
    const outcomes = [at(12), at(40, [12]), otherPiece];
    expect(summaryLine(summarize(outcomes))).toBe(
      '2/3 pieces right · 1/3 places within 2 s (2 where repeats count) · median 8 ms a query',
    );
  });
});
