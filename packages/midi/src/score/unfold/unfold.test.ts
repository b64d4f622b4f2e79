import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScoreParseError } from '../errors.js';
import { ending, type MeasureSketch, sketchMeasures } from '../testing-support/measures.js';
import { unfoldMeasures } from './unfold.js';

/** Numbers of the measures played, joined by spaces. */
function play(...sketches: MeasureSketch[]): string {
  const measures = sketchMeasures(...sketches);
  return unfoldMeasures(measures)
    .map((place) => measures[place]!.number)
    .join(' ');
}

const start = { startsRepeat: true } as const;
const end = { repeat: true } as const;

describe('repeats', () => {
  test('without signs, each measure once', () => {
    expect(play({}, {}, {})).toBe('1 2 3');
    expect(play()).toBe('');
  });

  test('between their signs, back to the start, and back to the end of the section before', () => {
    expect(play({}, start, end, {})).toBe('1 2 3 2 3 4');
    expect(play({}, end, {})).toBe('1 2 1 2 3');
    expect(play({}, end, {}, end, {})).toBe('1 2 1 2 3 4 3 4 5');
    expect(play({ ...start, ...end }, end)).toBe('1 1 2 2');
  });

  test('as often as the sign says', () => {
    expect(play(start, { repeat: 3 })).toBe('1 2 1 2 1 2');
    expect(play(start, { repeat: 1 }, {})).toBe('1 2 3');
  });

  test('in each other', () => {
    expect(play(start, start, end, end, {})).toBe('1 2 3 2 3 4 1 2 3 2 3 4 5');
  });
});

describe('endings', () => {
  const [first, second, third] = [ending(1), ending(2), ending(3)];

  test('first and second, of several measures', () => {
    const sketches = [start, {}, { ending: first }, { ending: first, ...end }, { ending: second }, {}];
    expect(play(...sketches)).toBe('1 2 3 4 1 2 5 6');
    expect(play(...sketches.slice(1))).toBe('1 2 3 1 4 5');
  });

  test('"1, 2" and "3"', () => {
    expect(play(start, { ending: ending(1, 2), ...end }, { ending: third }, {})).toBe('1 2 1 2 1 3 4');
  });

  test('a lone first ending is left out the second time', () => {
    expect(play(start, { ending: first, ...end }, {})).toBe('1 2 1 3');
    expect(play(start, { ending: ending(1, 2), ...end }, {})).toBe('1 2 1 2 1 3');
  });

  test('a repeat sign behind the last ending closes the section', () => {
    expect(play(start, { ending: first, ...end }, { ending: second, ...end }, {})).toBe('1 2 1 3 4');
  });

  test('a forgotten repeat sign in a first ending', () => {
    expect(play(start, { ending: first }, { ending: second }, {})).toBe('1 2 1 3 4');
  });

  test('two sections with endings, the second without a sign at its beginning', () => {
    const section = [{ ending: ending(1), ...end }, { ending: ending(2) }];
    expect(play({}, ...section, {}, { ending: ending(1), ...end }, { ending: ending(2) })).toBe('1 2 1 3 4 5 4 6');
  });

  test('an ending in the middle of a section', () => {
    expect(play(start, { ending: first }, end, {})).toBe('1 2 3 1 3 4');
  });

  test('a section behind endings has its own passes', () => {
    expect(play(start, { ending: first, ...end }, { ending: second }, end)).toBe('1 2 1 3 4 4');
  });
});

describe('jumps', () => {
  test('da capo al fine, without the repeats', () => {
    expect(play(start, { ...end, fine: true }, start, { ...end, daCapo: true }, {})).toBe('1 2 1 2 3 4 3 4 1 2');
  });

  test('da capo without a fine plays on', () => {
    expect(play({}, { daCapo: true }, {})).toBe('1 2 1 2 3');
  });

  test('dal segno al coda', () => {
    expect(play({}, { segno: '' }, { toCoda: '' }, { dalSegno: '' }, { coda: '' }, {})).toBe('1 2 3 4 2 3 5 6');
  });

  test('repeats in the coda count again', () => {
    expect(play(end, { toCoda: '' }, { daCapo: true }, { ...start, ...end, coda: '' })).toBe('1 1 2 3 1 2 4 4');
  });

  test('labels tell signs of a kind apart', () => {
    const sketches = [{ segno: 'a' }, { segno: 'b' }, { dalSegno: 'a' }, { dalSegno: 'b' }];
    expect(play(...sketches)).toBe('1 2 3 1 2 3 4 2 3 4');
    expect(play({ segno: 'x' }, {}, { dalSegno: '' })).toBe('1 2 3 1 2 3');
    expect(play({}, { dalSegno: '' })).toBe('1 2 1 2');
    expect(play({ toCoda: 'b' }, { daCapo: true }, { coda: 'a' }, { coda: 'b' })).toBe('1 2 1 4');
  });

  test('"to coda" without a coda is played over', () => {
    expect(play({ toCoda: '' }, { daCapo: true })).toBe('1 2 1 2');
  });

  test('the replay takes the last ending, or the one that leads out', () => {
    const section = [start, { ending: ending(1), ...end }, { ending: ending(2) }];
    expect(play(...section, { fine: true }, { daCapo: true })).toBe('1 2 1 3 4 5 1 3 4');
    expect(play(start, { ending: ending(1), ...end }, { fine: true }, { daCapo: true })).toBe('1 2 1 3 4 1 3');
    const leadsOut = [start, { ending: ending(1), ...end, fine: true }, { ending: ending(2), daCapo: true }];
    expect(play(...leadsOut)).toBe('1 2 1 3 1 2');
  });

  test('a repeat that says so is played after a jump too', () => {
    expect(play(start, { ...end, afterJump: true }, { daCapo: true })).toBe('1 2 1 2 3 1 2 1 2 3');
  });

  test('a section that begins behind a jump, without a sign', () => {
    expect(play({}, { daCapo: true }, {}, end)).toBe('1 2 1 2 3 4 3 4');
  });

  test('a jump in a repeated section is followed once', () => {
    expect(play(start, { daCapo: true }, end)).toBe('1 2 1 2 3 1 2 3');
  });
});

const sketch: fc.Arbitrary<MeasureSketch> = fc.record(
  {
    startsRepeat: fc.boolean(),
    repeat: fc.oneof(fc.constant(true as const), fc.integer({ min: 1, max: 4 })),
    afterJump: fc.boolean(),
    ending: fc.constantFrom(ending(1), ending(2), ending(1, 2), ending(3)),
    segno: fc.constantFrom('', 'a'),
    coda: fc.constantFrom('', 'a'),
    fine: fc.constant(true),
    toCoda: fc.constantFrom('', 'a'),
    daCapo: fc.constant(true),
    dalSegno: fc.constantFrom('', 'a'),
  },
  { requiredKeys: [] },
);

describe('any signs', () => {
  test('end, begin at the first measure, and name measures that are there', () => {
    fc.assert(
      fc.property(fc.array(sketch, { minLength: 1, maxLength: 12 }), (sketches) => {
        const measures = sketchMeasures(...sketches);
        try {
          const order = unfoldMeasures(measures, { maxMeasures: 5000 });
          expect(order.every((place) => measures[place] !== undefined)).toBe(true);
          expect(order.length).toBeLessThanOrEqual(5000);
        } catch (error) {
          expect(error).toBeInstanceOf(ScoreParseError);
        }
      }),
      { seed: 5, numRuns: 2000 },
    );
  });

  test('a measure without an ending is played, where there is no jump', () => {
    const repeatsOnly = sketch.map(({ startsRepeat, repeat, ending: bracket }) => ({
      ...(startsRepeat && { startsRepeat }),
      ...(repeat && { repeat }),
      ...(bracket && { ending: bracket }),
    }));
    fc.assert(
      fc.property(fc.array(repeatsOnly, { maxLength: 8 }), (sketches) => {
        const played = new Set(unfoldMeasures(sketchMeasures(...sketches), { maxMeasures: 1e6 }));
        for (const [place, { ending: bracket }] of sketches.entries()) {
          if (bracket === undefined) expect(played.has(place)).toBe(true);
        }
      }),
      { seed: 6, numRuns: 1000 },
    );
  });

  test('more measures than allowed are refused', () => {
    const measures = sketchMeasures(start, { repeat: 1e9 });
    expect(() => unfoldMeasures(measures, { maxMeasures: 50 })).toThrowError(
      new ScoreParseError({ expected: 'at most 50 measures with repeats played (maxMeasures)', actual: 'more' }),
    );
  });
});
