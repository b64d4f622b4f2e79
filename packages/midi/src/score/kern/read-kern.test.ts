import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScoreParseError } from '../errors.js';
import { describeNotes } from '../testing-support/scores.js';
import { looksLikeKern, type ReadKernOptions, readKern } from './read-kern.js';

/** A file of lines whose columns are parted by spaces; chords have `~` for theirs. */
function kern(...lines: string[]): string {
  return `${lines.map((line) => line.replaceAll(' ', '\t').replaceAll('~', ' ')).join('\n')}\n`;
}

/** Notes of one spine, a quarter a second. */
function notesOf(tokens: string, options: ReadKernOptions = {}): string[] {
  return describeNotes(readKern(kern('**kern', '*MM60', ...tokens.split(' '), '*-'), options));
}

const pitchesOf = (tokens: string, options: ReadKernOptions = {}): number[] =>
  notesOf(tokens, options).map((note) => Number(note.split(' ')[0]));

const issuesOf = (...lines: string[]): string[] => readKern(kern(...lines)).issues.map(({ message }) => message);

describe('notes', () => {
  test('have octaves by case and number of letters, and accidentals', () => {
    expect(pitchesOf('4c 4cc 4ccc 4C 4CC 4f# 4b- 4f## 4e-- 4fn')).toEqual([60, 72, 84, 48, 36, 66, 70, 67, 62, 65]);
  });

  test.each([
    ['1c', 4],
    ['2.c', 3],
    ['4..c', 1.75],
    ['8c', 0.5],
    ['12c', 1 / 3],
    ['0c', 8],
    ['00c', 16],
    ['3%2c', 8 / 3],
    ['20c', 0.2],
    ['4cyy', 1],
    ['(8cLJ)', 0.5],
    ['{16cT;', 0.25],
  ])('%s lasts %d quarters', (token, quarters) => {
    const { notes } = readKern(kern('**kern', '*MM60', token, '*-'), { ornaments: 'as-written' });
    expect(notes.endSeconds[0]).toBeCloseTo(quarters, 8);
  });

  test('sound together in chords', () => {
    expect(notesOf('4c~4e~4g 4r 2c')).toEqual(['60 0-1', '64 0-1', '67 0-1', '60 2-4']);
  });

  test('tied are one, also over bar lines and in chords', () => {
    expect(notesOf('[4c 4c_ =2 4c] 4d')).toEqual(['60 0-3', '62 3-4']);
    expect(notesOf('[4c~4e 4c]~4e')).toEqual(['60 0-2', '64 0-1', '64 1-2']);
  });

  test('of grace are crushed on the beat, or take half of the one they lead to, or stand right before it', () => {
    expect(notesOf('4c 8qd 4f')).toEqual(['60 0-1', '62 1-1.065', '65 1.065-2']);
    expect(notesOf('4c 8qqd 4f')).toEqual(['60 0-1', '62 1-1.5', '65 1.5-2']);
    const asWritten = notesOf('4c 8qd qqe 4f', { ornaments: 'as-written' });
    expect(asWritten).toEqual(['60 0-1', '62 0.75-0.875', '64 0.875-1', '65 1-2']);
  });

  test.each([
    ['8et', [64, 65, 64, 65]],
    ['8eT', [64, 66, 64, 66]],
    ['4em', [64, 63, 64]],
    ['4eM', [64, 62, 64]],
    ['4ew', [64, 65, 64]],
    ['4eW', [64, 66, 64]],
    ['4eS', [65, 64, 62, 64]],
    ['4e$', [62, 64, 65, 64]],
    ['*k[f#] 4eS', [66, 64, 62, 64]],
    ['*k[b-e-] 4cS', [62, 60, 58, 60]],
    ['4f# 4eS', [66, 66, 64, 62, 64]],
    ['4f# =2 4eS', [66, 65, 64, 62, 64]],
    ['4c@16@', [60, 60, 60, 60]],
    ['4c~4eW', [60, 64, 66, 64]],
  ])('with ornaments: %s', (tokens, pitches) => {
    expect(pitchesOf(tokens)).toEqual(pitches);
  });

  test('of broken chords come one by one', () => {
    expect(notesOf('4c:~4e:~4g:')).toEqual(['60 0-1', '64 0.125-1', '67 0.25-1']);
  });

  test('stand at the pitch they sound at, also of transposing instruments', () => {
    expect(pitchesOf('*ITrd1c2 4c')).toEqual([60]);
  });

  test('rests with a place on the staff are rests', () => {
    expect(notesOf('4rgg 4c')).toEqual(['60 1-2']);
  });
});

describe('spines', () => {
  test('go on where what sounds in them ends', () => {
    const file = readKern(kern('**kern **kern', '*MM60 *MM60', '2C 4c', '. 8d', '. 8e', '4D 4f', '*- *-'));
    expect(describeNotes(file)).toEqual(['48 0-2', '60 0-1', '62 1-1.5', '64 1.5-2', '50 2-3', '65 2-3']);
  });

  test('split, join and are exchanged', () => {
    const file = readKern(
      kern('**kern **kern', '*MM60 *', '* *^', '2C 4c 2g', '. 4d .', '* *v *v', '*x *x', '4e 4D', '*- *-'),
    );
    expect(describeNotes(file)).toEqual(['48 0-2', '60 0-1', '67 0-2', '62 1-2', '50 2-3', '64 2-3']);
    expect([...file.notes.track]).toEqual([0, 1, 1, 1, 0, 1]);
  });

  test('are added and end', () => {
    const file = readKern(kern('**kern', '*MM60', '4c', '*+', '* **kern', '4d 4D', '*- *', '4E', '*-'));
    expect(describeNotes(file)).toEqual(['60 0-1', '50 1-2', '62 1-2', '52 2-3']);
  });

  test('of other things than notes are read over, and move no time', () => {
    const file = readKern(kern('**kern **dynam **text', '*MM60 * *', '2c f a', '. < .', '. . b', '4d p c', '*- *- *-'));
    expect(describeNotes(file)).toEqual(['60 0-2', '62 2-3']);
    expect(file.parts).toHaveLength(1);
  });

  test('null tokens between notes of another spine move no time', () => {
    const file = readKern(kern('**kern **kern **dynam', '*MM60 * *', '2C 4c f', '. . <', '. 4d p', '*- *- *-'));
    expect(describeNotes(file)).toEqual(['48 0-2', '60 0-1', '62 1-2']);
  });

  test('name their parts', () => {
    const file = readKern(kern('**kern **kern', '*I"Bass~Clarinet *I"Flute', '4C 4c', '*- *-'));
    expect(file.parts).toEqual([{ name: 'Bass Clarinet' }, { name: 'Flute' }]);
  });
});

describe('bars', () => {
  test('have numbers and beats', () => {
    const { bars, noteBars, noteBeats } = readKern(
      kern('**kern', '*M3/4', '4g', '=1', '4c', '4d', '4e', '=2', '2.f', '==', '*-'),
    );
    expect(bars.map(({ number }) => number)).toEqual(['', '1', '2']);
    expect([...noteBars]).toEqual([0, 1, 1, 1, 2]);
    expect([...noteBeats]).toEqual([3, 1, 2, 3, 1]);
  });

  test.each([
    ['4c =1:|! 4d', 'c c d'],
    ['4c =1!|: 4d =2:|! 4e', 'c d d e'],
    ['4c =1:|!|: 4d =2:|! 4e', 'c c d d e'],
    ['4c =1:!!: 4d =:|! 4e', 'c c d d e'],
  ])('repeat what signs say: %s', (tokens, expected) => {
    const played = pitchesOf(tokens).map((pitch) => 'c d ef g'[pitch - 60]);
    expect(played.join(' ')).toBe(expected);
    expect(pitchesOf(tokens, { repeats: 'as-written' }).length).toBe(tokens.match(/4[a-g]/g)!.length);
  });

  test('divided by a repeat sign have one number', () => {
    const { bars } = readKern(kern('**kern', '=1', '2c', '=:|!', '2d', '=2', '1e', '==', '*-'), {
      repeats: 'as-written',
    });
    expect(bars.map(({ number }) => number)).toEqual(['1', '1', '2']);
  });
});

describe('expansion lists', () => {
  const sections = '*>[A,A,B] *>norep[A,B] *>A 4c =1 4d =:|! *>B 4e =2 4f';

  test.each<[ReadKernOptions, string]>([
    [{}, 'c d c d e f'],
    [{ expansion: 'norep' }, 'c d e f'],
    [{ expansion: 'other' }, 'c d c d e f'],
    [{ repeats: 'as-written' }, 'c d e f'],
  ])('say what is played with %j', (options, expected) => {
    const played = pitchesOf(sections, options).map((pitch) => 'c d ef g'[pitch - 60]);
    expect(played.join(' ')).toBe(expected);
  });

  test('may begin a section within a bar', () => {
    expect(pitchesOf('*>[A,B,A] 4g *>A 4c *>B 4d')).toEqual([67, 60, 62, 60]);
  });

  test('that name what is no section are reported', () => {
    expect(issuesOf('**kern', '*>[A,X]', '*>A', '4c', '*-')).toEqual([
      'the expansion list names X, which is no section, left out',
    ]);
  });
});

describe('files', () => {
  const text = kern(
    '!!!OTL@@DE:~Gn&auml;dig',
    '!!!COM:~Bach',
    '**kern',
    '*MM90',
    '4c',
    '!comment',
    '4d',
    '*MM180',
    '4e',
    '*-',
  );

  test('have title, composer and tempos', () => {
    const file = readKern(text);
    expect([file.title, file.composer, file.format]).toEqual(['Gnädig', 'Bach', 'kern']);
    expect(describeNotes(file)).toEqual(['60 0-0.667', '62 0.667-1.333', '64 1.333-1.667']);
    expect(file.issueCount).toBe(0);
  });

  test('are recognised', () => {
    expect(looksLikeKern(text)).toBe(true);
    expect(looksLikeKern('**dynam\t**kern\r\n')).toBe(true);
    expect(looksLikeKern('**text\n')).toBe(false);
    expect(looksLikeKern('X:1\nK:C\n')).toBe(false);
  });

  test.each([
    [['4c 4d'], 'line 2: 2 columns where 1 are, left out'],
    [['4?'], 'line 2, column 1: 4? is neither note nor rest, left out'],
    [['c'], 'line 2, column 1: no duration, read as a quarter'],
    [['4cccccccccc'], "line 2, column 1: pitch 168 is none of MIDI's, left out"],
    [['*M0/4', '4c'], 'line 2: *M0/4 is no metre, left out'],
    [['*v', '4c'], 'line 2: a *v with nothing to join'],
    [['*x', '4c'], 'line 2: a *x with nothing to exchange'],
    [
      ['*^', '2c 4d', '4e 4f'],
      'line 4, column 2: the note before ends earlier than those beside it, and is followed by silence',
    ],
  ])('with flaws are read, saying where they are: %j', (lines, expected) => {
    expect(issuesOf('**kern', ...lines)).toContain(expected);
  });

  test('that are none, or too large, are refused', () => {
    expect(() => readKern('no music')).toThrow(ScoreParseError);
    expect(() => readKern('no music')).toThrow('line 1: expected Humdrum data with a **kern spine, got no music');
    expect(() => readKern(text, { maxNotes: 2 })).toThrow('at most 2 notes');
    expect(() => readKern(text, { maxBytes: 2 })).toThrow('at most 2 bytes');
    const list = `*>[${'A,'.repeat(300)}A]`;
    expect(() => readKern(kern('**kern', list, '*>A', '4c', '=', '4d', '*-'), { maxMeasures: 100 })).toThrow(
      'at most 100 measures',
    );
  });

  test('of any tokens give notes or a typed error', () => {
    const token = fc.constantFrom(
      ...[
        '4c',
        '[8e',
        '4g]',
        'q',
        '2.r',
        '.',
        '*^',
        '*v',
        '*x',
        '*+',
        '*-',
        '=1',
        '=:|!',
        '=!|:',
        '**kern',
        '*>A',
        '!x',
      ],
      ...['*>[A,A]', '*M3/4', '*MM9', '0%0c', '4c 4e', '', '1e99', '*'],
    );
    fc.assert(
      fc.property(fc.array(fc.array(token, { minLength: 1, maxLength: 4 }), { maxLength: 40 }), (lines) => {
        const { notes } = readKern(`**kern\t**kern\n${lines.map((line) => line.join('\t')).join('\n')}`);
        expect(notes.startSeconds.every(Number.isFinite) && notes.endSeconds.every(Number.isFinite)).toBe(true);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
