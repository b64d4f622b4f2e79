import { iterateNotes } from '@midizero/midi';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NotationError } from './notation-error.js';
import { parseNotation } from './parse-notation.js';

const HEADER = 'meter 4/4 tempo 4=60'; // a quarter note lasts a second

/** `pitch start end` of each note, in seconds. */
function sounding(text: string): string[] {
  return [...iterateNotes(parseNotation(text))].map(
    ({ pitch, startSeconds, endSeconds }) => `${pitch} ${+startSeconds.toFixed(6)} ${+endSeconds.toFixed(6)}`,
  );
}

describe('notes', () => {
  test('octave and note value hold until the next one is written', () => {
    expect(sounding(`${HEADER}\nv: c4/4 d e5/8 f g/4`)).toEqual(['60 0 1', '62 1 2', '76 2 2.5', '77 2.5 3', '79 3 4']);
  });

  test('chords rise from their first note, which sets the octave for what follows', () => {
    expect(sounding(`${HEADER}\nv: [g3 b d g]/2 a/2`)).toEqual(['55 0 2', '59 0 2', '62 0 2', '67 0 2', '57 2 4']);
  });

  test('dots, triplets, rests and repeated notes', () => {
    expect(sounding(`${HEADER}\nv: c4/4. r/8 d/12*3 r/4`)).toEqual([
      '60 0 1.5',
      '62 2 2.333333',
      '62 2.333333 2.666667',
      '62 2.666667 3',
    ]);
  });

  test('ties join equal pitches; the others end', () => {
    expect(sounding(`${HEADER}\nv: [c4 e]/2~ [c4 f]/2~ | c4/1`)).toEqual(['60 0 8', '64 0 2', '65 2 4']);
  });

  test.each([
    ['G', 'f4', 66],
    ['G', 'fn4', 65],
    ['Bb', 'b4', 70],
    ['Bb', 'bn4', 71],
    ['C', 'bb4', 70],
    ['C', 'f##4', 67],
    ['C', 'bbb4', 69],
    ['c#', 'b#3', 60],
    ['eb', 'c4', 59],
  ])('in %s, %s is %d', (key, name, pitch) => {
    expect(parseNotation(`${HEADER} key ${key}\nv: ${name}/1`).pitch).toEqual(Uint8Array.of(pitch));
  });
});

describe('bars', () => {
  test('% repeats a bar, groups repeat, passages are put in place, R is a bar of rest', () => {
    const text = `${HEADER}
      theme = ( c4/4 d )*2
      v: $theme | % | R | $theme // a comment`;
    const starts = [0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15];
    expect([...parseNotation(text).startSeconds]).toEqual(starts);
  });

  test('a pickup bar comes first, and the last bar may leave out its length', () => {
    expect(sounding('meter 3/4 tempo 4=60 pickup 1/4\nv: c4/4 | d/2. | e/2')).toEqual(['60 0 1', '62 1 4', '64 4 6']);
    expect(sounding('meter 3/4 tempo 4=60 pickup 1/4\nv: c4/4 | d/2. | e/2.')).toHaveLength(3);
  });

  test('each voice has a track and a channel of its own, and the first is the loudest', () => {
    const table = parseNotation(`${HEADER}\nhigh: c5/1 |\nlow: c3/1 |\nhigh: d5/1\nlow: d3/1`);
    expect([...table.track]).toEqual([1, 0, 1, 0]);
    expect([...table.channel]).toEqual([1, 0, 1, 0]);
    expect(table.velocity[1]).toBeGreaterThan(table.velocity[0]!);
  });
});

describe('errors say piece, voice, bar, line, column and what', () => {
  test.each([
    [
      'bar of another length',
      `${HEADER}\nv: c4/1 | c/4 d e`,
      'piece test, voice v, bar 2, line 2, column 11: bar 2 of voice v has 3 beats, the meter 4/4 has 4',
    ],
    [
      'bar too long by a half beat',
      `meter 3/4 tempo 4=60\nv: c4/2. c/8`,
      'piece test, voice v, bar 1, line 2, column 4: bar 1 of voice v has 3.5 beats, the meter 3/4 has 3',
    ],
    [
      'pickup of another length',
      `${HEADER} pickup 1/4\nv: c4/2 | c/1`,
      'piece test, voice v, bar 0, line 2, column 4: bar 0 of voice v has 2 beats, the pickup has 1',
    ],
    ['empty bar', `${HEADER}\nv: | c4/1`, 'bar 1 of voice v has 0 beats, the meter 4/4 has 4'],
    [
      'voices with other numbers of bars',
      `${HEADER}\na: c4/1\nb: c4/1 | c`,
      'piece test, voice b: voice b has 2 bars, voice a has 1',
    ],
    [
      'voices that end apart',
      `${HEADER} pickup 1/4\na: r/4 | c4/1\nb: r/4 | c4/2.`,
      'voice b, bar 1: voices b and a end at different times in their last bar',
    ],
    [
      'no note',
      `${HEADER}\nv: h4/1`,
      'line 2, column 4: expected a note, chord or rest such as c4/4, [c4 e g]/2 or r/8, got "h4/1"',
    ],
    ['no note in a chord', `${HEADER}\nv: [c4 x]/1`, 'no note name: "x"'],
    ['empty chord', `${HEADER}\nv: []/1`, 'a chord needs a note'],
    ['note twice in a chord', `${HEADER}\nv: [c4 c4]/1`, 'c4 stands twice in the chord'],
    ['no note value', `${HEADER}\nv: c4/11`, 'no note value: "/11"'],
    ['note value missing', `${HEADER}\nv: c4`, 'the first note of a voice needs a note value, such as c4/4'],
    ['octave missing', `${HEADER}\nv: c/1`, 'the first note of a voice needs an octave, such as c4/4'],
    ['pitch out of range', `${HEADER}\nv: a9/1`, 'a9 lies outside the MIDI range'],
    ['tied rest', `${HEADER}\nv: r/1~`, 'a rest or a repeated note cannot be tied'],
    [
      'tie into another note',
      `${HEADER}\nv: c4/2~ d/2`,
      'voice v, bar 1, line 2, column 10: a tie leads here, but no note of it sounds on',
    ],
    ['tie at the end', `${HEADER}\nv: c4/1~`, 'the last note is tied to nothing'],
    ['nothing to repeat', `${HEADER}\nv: %`, 'there is no bar before this one that "%" could repeat'],
    ['unknown passage', `${HEADER}\nv: $x`, 'no passage "x"; write one as "x = …"'],
    ['passage in itself', `${HEADER}\nx = $x\nv: $x`, 'passage x contains itself'],
    ['open group', `${HEADER}\nv: ( c4/1`, 'this group is never closed with ")*times"'],
    ['closed group', `${HEADER}\nv: c4/1 )*2`, 'this group was never opened with "("'],
    ['group without times', `${HEADER}\nv: ( c4/1 )`, 'a group ends with ")*times"'],
    ['too much', `${HEADER}\nv: ( ( ( c4/1 | )*99 )*99 )*99`, 'more than 100000 notes and signs'],
    ['no voice', HEADER, 'piece test: no voice; write one as "name: c4/4 d e f | …"'],
    ['no meter', `tempo 4=60\nv: c4/1`, 'no meter; write one as "meter 4/4"'],
    [
      'bad meter',
      `meter four tempo 4=60\nv: c4/1`,
      'line 1, column 1: meter must be a fraction such as 3/4, got "four"',
    ],
    ['no tempo', `meter 4/4\nv: c4/1`, 'no tempo; write one as "tempo 4=96"'],
    [
      'bad tempo',
      `meter 4/4 tempo fast\nv: c4/1`,
      'tempo must be note value = beats per minute, such as 4=96, got "fast"',
    ],
    ['bad key', `${HEADER} key H\nv: c4/1`, 'key must be a key such as G, Bb or f#, got "H"'],
    ['bad pickup', `${HEADER} pickup x\nv: c4/1`, 'pickup must be a fraction such as 1/4, got "x"'],
    ['long pickup', `${HEADER} pickup 4/4\nv: c4/1`, 'the pickup must be shorter than the meter 4/4'],
    [
      'unknown header',
      `${HEADER} colour red\nv: c4/1`,
      'expected meter, key, tempo, pickup, or a line "voice: …", got "colour"',
    ],
    [
      'too many voices',
      `${HEADER}\n${[...'abcdefghij'].map((v) => `${v}: c4/1`).join('\n')}`,
      '10 voices; there may be 9',
    ],
  ])('%s', (_, text, message) => {
    const read = (): unknown => parseNotation(text, { piece: 'test' });
    expect(read).toThrowError(NotationError);
    expect(read).toThrowError(message);
  });

  test('the place is in the details', () => {
    const read = (): unknown => parseNotation(`${HEADER}\nv: c4/1 |\nv: c4/2`, { piece: 'test' });
    const details = { piece: 'test', voice: 'v', bar: 2, line: 3, column: 4, what: expect.stringContaining('2 beats') };
    expect(read).toThrowError(expect.objectContaining({ code: 'NOTATION', details }));
  });
});

describe('properties', () => {
  const letters = fc.constantFrom('c', 'd', 'e', 'f', 'g', 'a', 'b');
  const note = fc.record({
    letter: letters,
    accidental: fc.constantFrom('', '#', 'b', 'n'),
    octave: fc.integer({ min: 1, max: 8 }),
  });
  const bar = fc.array(note, { minLength: 4, maxLength: 4 });

  test('written pitches come back in order, at the beats they were written on', () => {
    const semitones: Record<string, number> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };
    const alterations: Record<string, number> = { '': 0, '#': 1, b: -1, n: 0 };
    fc.assert(
      fc.property(fc.array(bar, { minLength: 1, maxLength: 8 }), (bars) => {
        const text = bars
          .map((notes) => notes.map((n) => `${n.letter}${n.accidental}${n.octave}/4`).join(' '))
          .join(' | ');
        const table = parseNotation(`${HEADER}\nv: ${text}`);
        const expected = bars
          .flat()
          .map((n) => 12 * (n.octave + 1) + semitones[n.letter]! + alterations[n.accidental]!);
        expect([...table.pitch]).toEqual(expected);
        for (const [index, start] of table.startSeconds.entries()) expect(start).toBeCloseTo(index, 9);
      }),
      { seed: 1 },
    );
  });

  test('any text gives notes or a NotationError', () => {
    const fragments = fc.constantFrom(
      'c4/4',
      'd',
      '[c4 e]/2',
      'r',
      '|',
      '%',
      '(',
      ')*2',
      '$p',
      '~',
      'R',
      '\nv:',
      '\np =',
      'meter',
      '4/4',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(fragments).map((parts) => `${HEADER}\nv: ${parts.join(' ')}`),
    );
    fc.assert(
      fc.property(text, (source) => {
        try {
          expect(parseNotation(source).length).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(error).toBeInstanceOf(NotationError);
        }
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});
