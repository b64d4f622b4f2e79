import { describe, expect, test } from 'vitest';
import { header, type Outcome, row, summarize, summaryLine } from './report.js';

const elise = { pieceId: 'elise', title: 'Beethoven: Für Elise', startSeconds: 12.2, endSeconds: 18.9 };
const aria = { pieceId: 'aria', title: 'Bach: Aria of the Goldberg Variations', startSeconds: 65, endSeconds: 71 };

function outcome(changes: Partial<Outcome> = {}): Outcome {
  return { truth: elise, found: { ...elise, score: 0.934 }, transposition: 0, milliseconds: 8.4, ...changes };
}

describe('row', () => {
  test('a right answer', () => {
    expect(row(outcome())).toMatchInlineSnapshot(
      `"✓  Beethoven: Für Elise           Beethoven: Für Elise         0:12–0:19  0:12–0:19    0.93    8 ms"`,
    );
  });
  test('a wrong one, transposed, with a title that is too long', () => {
    const wrong = outcome({ truth: aria, transposition: -2 });
    expect(row(wrong)).toMatchInlineSnapshot(
      `"✗  Bach: Aria of the Goldb… (-2)  Beethoven: Für Elise         0:12–0:19  1:05–1:11    0.93    8 ms"`,
    );
  });
  test('no answer', () => {
    expect(row(outcome({ found: undefined }))).toMatchInlineSnapshot(
      `"✗  Beethoven: Für Elise           nothing                                 0:12–0:19            8 ms"`,
    );
  });
});

test('no line is wider than 100 characters', () => {
  const widest = outcome({ truth: aria, found: { ...aria, score: 10 }, transposition: 12, milliseconds: 99_999 });
  for (const text of [...header().split('\n'), row(widest)]) expect([...text].length).toBeLessThanOrEqual(100);
});

describe('summarize', () => {
  test('a place counts only within 2 s, and only in the right piece', () => {
    const at = (startSeconds: number) => outcome({ found: { ...elise, startSeconds, score: 1 } });
    const outcomes = [at(14.2), at(14.3), outcome({ found: { ...aria, startSeconds: 12.2, score: 1 } })];
    expect(summarize(outcomes)).toMatchObject({ queries: 3, rightPieces: 2, rightPlaces: 1 });
  });
  test('the median is not moved by one slow query', () => {
    const outcomes = [5, 900, 7].map((milliseconds) => outcome({ milliseconds }));
    expect(summarize(outcomes).medianMilliseconds).toBe(7);
  });
  test('in a line', () => {
    const summary = { queries: 44, rightPieces: 43, rightPlaces: 41, medianMilliseconds: 8.6 };
    expect(summaryLine(summary)).toBe('43/44 pieces right · 41/44 places within 2 s · median 9 ms a query');
  });
});
