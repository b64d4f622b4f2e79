import { InvalidArgumentError } from '@midizero/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScoreParseError } from '../errors.js';
import { describeNotes } from '../testing-support/scores.js';
import { looksLikeAbc, type ReadAbcTuneOptions, readAbc, readAbcTunes } from './read-abc.js';

/** Notes of a tune in C, in eighths, at a quarter a second. */
function notesOf(body: string, header = '', options: ReadAbcTuneOptions = {}): string[] {
  return describeNotes(readAbc(`X:1\nT:Test\nM:4/4\nL:1/8\nQ:1/4=60\n${header}K:C\n${body}\n`, options));
}

/** Pitches of a tune, in order of onset. */
function pitchesOf(body: string, header = '', options: ReadAbcTuneOptions = {}): number[] {
  return notesOf(body, header, options).map((note) => Number(note.split(' ')[0]));
}

const issuesOf = (body: string): string[] => readAbc(`X:1\nL:1/8\nK:C\n${body}\n`).issues.map(({ message }) => message);

describe('notes', () => {
  test('have octaves by case, commas and apostrophes', () => {
    expect(pitchesOf("C,, C, C c c' c'',")).toEqual([36, 48, 60, 72, 84, 84]);
  });

  test('have lengths as multiples and fractions of the unit', () => {
    expect(notesOf('C2 D/2 E/ F3/2 G// A')).toEqual([
      '60 0-1',
      '62 1-1.25',
      '64 1.25-1.5',
      '65 1.5-2.25',
      '67 2.25-2.375',
      '69 2.375-2.875',
    ]);
  });

  test.each([
    ['M:6/8\n', 1 / 2],
    ['M:3/4\n', 1 / 2],
    ['M:2/4\n', 1 / 4],
    ['M:C|\n', 1 / 2],
    ['M:none\n', 1 / 2],
    ['M:(2+3)/8\n', 1 / 4],
    ['', 1 / 2],
  ])('after %j the unit is %d quarters unless L: says it', (meter, quarters) => {
    const { notes } = readAbc(`X:1\n${meter}Q:1/4=60\nK:C\nC\n`);
    expect(notes.endSeconds[0]).toBe(quarters);
  });

  test.each([
    ['A>B', ['69 0-0.75', '71 0.75-1']],
    ['A<B', ['69 0-0.25', '71 0.25-1']],
    ['A>>B', ['69 0-0.875', '71 0.875-1']],
    ['A2 > B2', ['69 0-1.5', '71 1.5-2']],
  ])('share their time in broken rhythm: %s', (body, expected) => {
    expect(notesOf(body)).toEqual(expected);
  });

  test.each([
    ['(3CDE F', ['60 0-0.333', '62 0.333-0.667', '64 0.667-1', '65 1-1.5']],
    ['(2CD', ['60 0-0.75', '62 0.75-1.5']],
    ['(3:2:2 C2D F', ['60 0-0.667', '62 0.667-1', '65 1-1.5']],
    ['(3zCD', ['60 0.333-0.667', '62 0.667-1']],
    ['(5CDEFG A', ['60 0-0.2', '62 0.2-0.4', '64 0.4-0.6', '65 0.6-0.8', '67 0.8-1', '69 1-1.5']],
    ['(3::[CE]DE', ['60 0-0.333', '64 0-0.333', '62 0.333-0.667', '64 0.667-1']],
  ])('fill tuplets: %s', (body, expected) => {
    expect(notesOf(body)).toEqual(expected);
  });

  test('of tuplets without a usual time go by the metre', () => {
    const { notes } = readAbc('X:1\nM:6/8\nL:1/8\nQ:1/4=60\nK:C\n(5CDEFG A\n');
    expect(notes.startSeconds[5]).toBeCloseTo(1.5, 9);
  });

  test('sound together in chords, which take the time of their first note', () => {
    expect(notesOf('[CEG]2 [c4e2] d')).toEqual(['60 0-1', '64 0-1', '67 0-1', '72 1-3', '76 1-2', '74 3-3.5']);
  });

  test('of grace groups are crushed on the beat, or written right before it', () => {
    expect(notesOf('C2 {de}c2')).toEqual(['60 0-1', '74 1-1.065', '76 1.065-1.13', '72 1.13-2']);
    const asWritten = { ornaments: 'as-written' } as const;
    expect(notesOf('C2 {de}c2', '', asWritten)).toEqual(['60 0-1', '74 0.75-0.875', '76 0.875-1', '72 1-2']);
    expect(notesOf('C2 {/d}c2', '', asWritten)).toEqual(['60 0-1', '74 0.875-1', '72 1-2']);
  });

  test('leave room for rests of all kinds', () => {
    expect(notesOf('C z2 x D | Z2 | y E')).toEqual(['60 0-0.5', '62 2-2.5', '64 10.5-11']);
  });
});

describe('ornaments', () => {
  test.each([
    ['~E2', [64, 65, 64, 62, 64]],
    ['TE', [64, 65, 64, 65]],
    ['!trill!E', [64, 65, 64, 65]],
    ['ME2', [64, 62, 64]],
    ['PE2', [64, 65, 64]],
    ['!pralltriller!E2', [64, 65, 64]],
    ['!turn!E2', [65, 64, 62, 64]],
    ['!invertedturn!E2', [62, 64, 65, 64]],
    ['.TE', [64, 65, 64, 65]],
    ['!//!E2', [64, 64, 64, 64]],
    ['!fermata!E', [64]],
    ['!constructor!E', [64]],
  ])('%s', (body, pitches) => {
    expect(pitchesOf(body)).toEqual(pitches);
  });

  test('have the neighbours of the key and the bar', () => {
    expect(pitchesOf('^F PE2')).toEqual([66, 64, 66, 64]);
    expect(pitchesOf('^F | PE2')).toEqual([66, 64, 65, 64]);
    expect(pitchesOf('[K:D]PE2')).toEqual([64, 66, 64]);
    expect(pitchesOf('PB2')).toEqual([71, 72, 71]);
    expect(pitchesOf('[V:1 clef=perc]PB2')).toEqual([71, 71, 71]);
  });

  test('are of the highest note of a chord, and of one chord alone', () => {
    expect(pitchesOf('P[CE]2 E2')).toEqual([60, 64, 65, 64, 64]);
    expect(pitchesOf('Pz2 E2')).toEqual([64]);
  });

  test('arpeggios go upwards', () => {
    expect(notesOf('!arpeggio![CEG]2')).toEqual(['60 0-1', '64 0.125-1', '67 0.25-1']);
  });

  test('letters mean what the tune says', () => {
    expect(pitchesOf('TE2', 'U:T=!turn!\n')).toEqual([65, 64, 62, 64]);
    expect(pitchesOf('~E2', 'U:~=!fermata!\n')).toEqual([64]);
  });
});

describe('macros', () => {
  test.each([
    ['static', 'm:~G2=A F', '~G2 G', [69, 65, 67]],
    ['with notes of any pitch', 'm:~n2=n o m', '~G2 ~B2 ~b2', [67, 69, 65, 71, 72, 69, 83, 84, 81]],
    ['down an octave', 'm:!n=n h', "!c'", [84, 74]],
    ['not of longer notes', 'm:~G2=A', '~G24', [67, 69, 67, 65, 67]],
    ['not in texts', 'm:G=A', '"G"C', [60]],
    ['one in another', 'm:x1=x2\\nm:x2=A', 'x1', [69]],
  ])('are expanded: %s', (_, header, body, pitches) => {
    expect(pitchesOf(body, `${header.replaceAll('\\n', '\n')}\n`)).toEqual(pitches);
  });

  test('cannot fill the memory', () => {
    const bomb = [
      'm:q=A',
      ...Array.from({ length: 20 }, (_, index) => `m:${'ABCDEFG'[index % 7]}=${'ABCDEFG'[(index + 1) % 7]!.repeat(9)}`),
    ];
    const { notes, issues } = readAbc(`X:1\n${bomb.join('\n')}\nK:C\nA\nz|\n`);
    expect(notes.length).toBe(0);
    expect(issues.map(({ message }) => message)).toEqual([expect.stringMatching(/macros make too much of the line/)]);
  });

  test('that are none are reported', () => {
    expect(readAbc('X:1\nm:nothing\nK:C\nC|\n').issues.map(({ message }) => message)).toEqual([
      expect.stringMatching(/nothing is no macro, left out/),
    ]);
  });
});

describe('ties', () => {
  // One reader of ABC plays three of the first four notes of "Jingle Bells" tied like this.
  test('make one note of two, and lose none', () => {
    expect(notesOf('e2e2e4-|e2e2e4|')).toEqual(['76 0-1', '76 1-2', '76 2-5', '76 5-6', '76 6-8']);
  });

  test.each([
    ['A2-A2', ['69 0-2']],
    ['A2 -A2', ['69 0-2']],
    ['A-A-A', ['69 0-1.5']],
    ['[CE]-[CE]', ['60 0-1', '64 0-1']],
    ['[C-E]C', ['60 0-1', '64 0-0.5']],
    ['A-"G"A', ['69 0-1']],
    ['A-!accent!{B}A', ['71 0.375-0.5', '69 0-1']],
  ])('hold on: %s', (body, expected) => {
    expect(notesOf(body).toSorted()).toEqual(expected.toSorted());
  });

  test('are no slurs', () => {
    expect(notesOf('(AA)')).toEqual(['69 0-0.5', '69 0.5-1']);
  });

  test('carry an accidental over the bar line', () => {
    expect(notesOf('^c8-|c4c4|')).toEqual(['73 0-6', '72 6-8'].map((note) => note));
  });

  test('that lead nowhere leave their note as it is, and are reported with their place', () => {
    expect(notesOf('A-B')).toEqual(['69 0-0.5', '71 0.5-1']);
    expect(issuesOf('A-B')).toEqual(['line 4, column 3: a tie from A0 leads to no note']);
    expect(issuesOf('-A')).toEqual(['line 4, column 1: a tie that follows no note, left out']);
  });
});

describe('accidentals', () => {
  test('last to the end of the bar, in all octaves as the standard has it', () => {
    expect(pitchesOf('^F f =f F | F')).toEqual([66, 78, 77, 65, 65]);
    expect(pitchesOf('^^C __D')).toEqual([62, 60]);
  });

  test('last as far as an instruction says', () => {
    expect(pitchesOf('^F F f', 'I:propagate-accidentals octave\n')).toEqual([66, 66, 77]);
    expect(pitchesOf('^F F f', '%%propagate-accidentals not\n')).toEqual([66, 65, 77]);
  });

  test.each([
    ['K:G', 66],
    ['K:Em', 66],
    ['K:E minor', 66],
    ['K:ADor', 66],
    ['K:D Mix', 66],
    ['K:C lydian', 66],
    ['K:F#', 66],
    ['K:F# Locrian', 66],
    ['K:HP', 66],
    ['K:Hp', 66],
    ['K:none ^f', 66],
    ['K:C exp ^f', 66],
    ['K:C ^f', 66],
    ['K:D =f', 65],
    ['K:Gb', 65],
    ['K:', 65],
    ['K:none', 65],
    ['K:C clef=bass', 65],
    ['K:A phrygian', 65],
    ['K:Cb', 64],
    ['K:Fm transpose=-2', 63],
    ['K:C clef=treble-8', 53],
    ['K:C octave=1', 77],
  ])('of the key: after %s, F is %d', (key, pitch) => {
    expect([...readAbc(`X:1\n${key}\nF\n`).notes.pitch]).toEqual([pitch]);
  });

  test('of a new key count from there on', () => {
    expect(pitchesOf('F [K:G] F |\nK:C\nF')).toEqual([65, 66, 65]);
  });
});

describe('repeats', () => {
  test.each([
    ['C D :|', 'C D C D'],
    ['C |: D | E :| F', 'C D E D E F'],
    ['C :: D :|', 'C C D D'],
    ['C :| D :|', 'C C D D'],
    ['C || D :| E :|', 'C D D E E'],
    ['|: C || D :|', 'C D C D'],
    ['C |\nP:B\nD :|', 'C D D'],
    ['C | [1 D :| [2 E :| F :|', 'C D C E F F'],
    ['|:: C ::| D', 'C C C D'],
    ['|: C |1 D :|2 E | F', 'C D C E F'],
    ['|: C | [1 D :| [2 E || F', 'C D C E F'],
    ['|: C |[1,3 D :|[2 E :|[4 F |]', 'C D C E C D C F'],
    ['|: C |1-3 D :|4 E |]', 'C D C D C D C E'],
    ['C | D | !D.C.!E | F', 'C D E C D E F'],
    ['C | !fine!D | !D.C.alfine!E |', 'C D E C D'],
    ['C | !segno!D | E !D.S.!| F', 'C D E D E F'],
    ['C | SD | "Fine"E | "D.S. al Fine"F |', 'C D E F D E'],
    ['C | D !coda!| E !D.C.!| !coda!F |', 'C D E C D F'],
    ['C | D !dacoda!| E !D.C.alcoda!| OF |', 'C D E C D F'],
  ])('%s is played %s', (body, expected) => {
    const played = pitchesOf(body).map((pitch) => 'C D EF G A B'[pitch - 60]);
    expect(played.join(' ')).toBe(expected);
  });

  test('are written once where asked', () => {
    expect(pitchesOf('|: C |1 D :|2 E |\n!D.C.!F', '', { repeats: 'as-written' })).toEqual([60, 62, 64, 65]);
  });

  test.each([
    ['P:ABA\n', 'C D E E C D'],
    ['P:(AB)2\n', 'C D E E C D E E'],
    ['P:A2.B\n', 'C D C D E E'],
    ['Y:BA\n', 'E E C D'],
    ['', 'C D E E'],
  ])('parts are played in the order of %j', (header, expected) => {
    const played = pitchesOf('P:A\nC D |\nP:B\nE :|', header).map((pitch) => 'C D EF G A B'[pitch - 60]);
    expect(played.join(' ')).toBe(expected);
  });

  test('number their bars as the score has them', () => {
    const { bars, noteBars, noteBeats } = readAbc('X:1\nM:4/4\nL:1/4\nK:C\nG | CDEF :| G | CDE :|\n');
    expect(bars.map(({ number }) => number)).toEqual(['0', '1', '0', '1', '2', '3', '2', '3']);
    expect([...noteBars.slice(0, 3)]).toEqual([0, 1, 1]);
    expect([...noteBeats.slice(0, 3)]).toEqual([4, 1, 2]);
  });

  test('in the middle of a bar divide it', () => {
    const { bars } = readAbc('X:1\nM:4/4\nL:1/4\nK:C\nCDEF | GAB :: c | CDEF |]\n', { repeats: 'as-written' });
    expect(bars.map(({ number }) => number)).toEqual(['1', '2', '2', '3']);
  });
});

describe('voices', () => {
  test('sound together, each in a part', () => {
    const file = readAbc(
      'X:1\nL:1/4\nQ:1/4=60\nV:1 name="Flute"\nV:2 clef=bass-8\nK:C\nV:1\nc d|\nV:2\nC2|\nV:1\ne|\nV:2\nD|\n',
    );
    expect(describeNotes(file)).toEqual(['48 0-2', '72 0-1', '74 1-2', '50 2-3', '76 2-3']);
    expect(file.parts.map(({ name }) => name)).toEqual(['Flute', '2']);
    expect([...file.notes.track]).toEqual([1, 0, 0, 1, 0]);
  });

  test('change within a line, and share repeats', () => {
    expect(notesOf('[V:1] c4 :|\n[V:2] C4 :|')).toEqual(['60 0-2', '72 0-2', '60 2-4', '72 2-4']);
  });

  test('of overlays go back to the bar line', () => {
    expect(notesOf('C4 D4 & G8 | E8')).toEqual(['60 0-2', '67 0-4', '62 2-4', '64 4-8']);
    expect(notesOf('C8 | D8 && G8 | A8 |')).toEqual(['60 0-4', '67 0-4', '62 4-8', '69 4-8']);
  });

  test('of percussion are on the channel of percussion', () => {
    expect([...readAbc('X:1\nK:none clef=perc\nC\n').notes.channel]).toEqual([9]);
  });
});

describe('tempo', () => {
  test.each([
    ['Q:1/4=120', 120],
    ['Q:1/4 = 120', 120],
    ['Q:120', 60],
    ['Q:C=120', 60],
    ['Q:C3=40', 60],
    ['Q:3/8=40', 60],
    ['Q:1/4 1/8=40', 60],
    ['Q:"Slow" 1/4=60', 60],
    ['Q:1/2=30 "Slow"', 60],
    ['Q:"Slow"', 120],
    ['', 120],
  ])('%s is %d quarters a minute', (tempo, quartersPerMinute) => {
    const { notes } = readAbc(`X:1\n${tempo}\nL:1/8\nK:C\nC2\n`);
    expect(notes.endSeconds[0]).toBeCloseTo(60 / quartersPerMinute, 9);
  });

  test('changes where a field says it', () => {
    expect(notesOf('C2 [Q:1/4=120] D2 |\nQ:1/4=30\nE2')).toEqual(['60 0-1', '62 1-1.5', '64 1.5-3.5']);
  });
});

describe('chord symbols', () => {
  test('are silent unless asked for', () => {
    expect(pitchesOf('"Am"C2 "^words"D2')).toEqual([60, 62]);
  });

  test('sound to the next one, or the end of the bar', () => {
    expect(notesOf('"Am"C4 "D7"D4 | E8 | "x"F8 "C/E"', '', { chords: true })).toEqual([
      '45 0-2',
      '48 0-2',
      '52 0-2',
      '60 0-2',
      '38 2-4',
      '42 2-4',
      '45 2-4',
      '48 2-4',
      '62 2-4',
      '64 4-8',
      '65 8-12',
    ]);
  });
});

describe('files', () => {
  const two = 'M:3/4\nL:1/4\n\nfree text\n\nX:1\nT:One\nC:Trad.\nK:C\nC D|\n\nmore text\n\nX:2\nT:Two\nK:G\nF|\n';

  test('have tunes, each to the next empty line, and a header of their own', () => {
    const tunes = readAbcTunes(two);
    expect(tunes.map(({ title }) => title)).toEqual(['One', 'Two']);
    expect(tunes.map(({ composer }) => composer)).toEqual(['Trad.', undefined]);
    expect(tunes.map(({ notes }) => [...notes.pitch])).toEqual([[60, 62], [66]]);
    expect(tunes.map(({ issueCount }) => issueCount)).toEqual([0, 0]);
    expect(readAbc(two, { tune: 1 }).title).toBe('Two');
    expect(() => readAbc(two, { tune: 2 })).toThrow('expected a tune 2 (counted from 0), got 2 tunes');
  });

  test('may have comments, continued lines, words and fields of no account', () => {
    const text =
      '%abc-2.1\nX:1 % one\nT:T\nN:notes that\ngo on\nm:~g2=gag\nU:T=!trill!\nK:C % key\nC \\\n% comment\nD|\nw:la la\nW:words\nr:remark\nTE!p!F+trill+|%end\n';
    const file = readAbc(text, { ornaments: 'as-written' });
    expect([...file.notes.pitch]).toEqual([60, 62, 64, 65]);
    expect(file.issues).toEqual([]);
  });

  test.each([
    ['UTF-8', new TextEncoder().encode('X:1\nT:Á\nK:C\nC\n')],
    ['Latin-1', Uint8Array.from('X:1\nT:Á\nK:C\nC\n', (character) => character.charCodeAt(0))],
    ['a byte order mark', new TextEncoder().encode('\ufeffX:1\nT:Á\nK:C\nC\n')],
    ['Windows line ends', new TextEncoder().encode('X:1\r\nT:Á\r\nK:C\r\nC\r\n')],
  ])('may come in bytes with %s', (_, bytes) => {
    const { title, notes } = readAbc(bytes);
    expect([title, [...notes.pitch]]).toEqual(['Á', [60]]);
  });

  test('are recognised', () => {
    expect(looksLikeAbc(two)).toBe(true);
    expect(looksLikeAbc('**kern\n4c\n*-\n')).toBe(false);
    expect(looksLikeAbc('Keys: X: 1')).toBe(false);
  });
});

describe('flaws', () => {
  test.each([
    ['C # D', 'line 4, column 3: # has no meaning here'],
    ['C[CE', 'line 4, column 2: a [ without its ]'],
    ['C]', 'line 4, column 2: a ] without its ['],
    ['{CE|D', 'line 4, column 4: a { without its }'],
    ['>C', 'line 4, column 1: broken rhythm that follows no note, left out'],
    ['C/0', 'line 4, column 1: a length of 1/0, read as 1'],
    ['C999999', 'line 4, column 1: a length of 999999/1, read as 1'],
    ["c''''''", "line 4, column 1: pitch C of octave 7 is none of MIDI's, left out"],
    ['[M:5/0]C', 'line 4, column 1: 5/0 is no metre, left out'],
    ['[L:x]C', 'line 4, column 1: x is no unit length, left out'],
    ['[K:H]C', 'line 4, column 1: H is no key, left out'],
    ['(99C', 'line 4, column 1: a tuplet of 99 in the time of 2, left out'],
    ['C &&&& D', 'line 4, column 3: an overlay of more bars than there are'],
    ['C |0 D', 'line 4, column 4: an ending of no pass'],
  ])('are reported with line and column: %s', (body, expected) => {
    expect(issuesOf(body)).toContain(expected);
  });

  test('that leave no tune are refused', () => {
    expect(() => readAbc('no music')).toThrow(ScoreParseError);
    expect(() => readAbc('no music')).toThrow('line 1: expected ABC notation with X: and K: fields, got no music');
    expect(() => readAbc(new Uint8Array(20), { maxBytes: 10 })).toThrow('at most 10 bytes');
    expect(() => readAbc('X:1\nK:C\nC', { tune: -1 })).toThrow(InvalidArgumentError);
    expect(() => readAbc(5 as unknown as string)).toThrow(InvalidArgumentError);
    expect(() => readAbc('X:1\nK:C\nZ999999999')).toThrow('at most 100000 measures');
    expect(() => readAbc('X:1\nP:A99\nK:C\nP:A\nC|C|', { maxMeasures: 100 })).toThrow('at most 100 measures');
    expect(() => readAbc('X:1\nK:C\nCCC', { maxNotes: 2 })).toThrow('at most 2 notes');
  });

  test('of any text give notes or a typed error', () => {
    const piece = fc.constantFrom(
      ...'|:[]()<>{}"!+-&zZ^_=,\'/0123 \n\\%',
      ...'ABCcgK',
      '[K:',
      'V:1\n',
      '|:',
      ':|',
      '[1',
      '(3',
      '\nP:A\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const { notes } = readAbc(`X:1\nP:A2\nK:C\n${pieces.join('')}`, { chords: true });
        expect(notes.startSeconds.every(Number.isFinite) && notes.endSeconds.every(Number.isFinite)).toBe(true);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test('that fill a line with one sign are read to its end', () => {
    for (const piece of ['[K:', '"', '(', '!', '{', '[', '&', '>', 'C-', '1', '|:', ' 1']) {
      const { notes } = readAbc(`X:1\nK:C\n${piece.repeat(4000)}\nG\n`);
      expect(notes.pitch).toContain(67);
    }
  });
});

describe('a great many of one thing', () => {
  // Their number was once the number of arguments of a call, and their square the number of steps.
  test.each([
    ['grace notes', `{${'C'.repeat(130_000)}}D`],
    ['tied notes of a chord', `[${'C-'.repeat(40_000)}]`],
  ])('is read: %s', (_, body) => {
    expect(readAbc(`X:1\nK:C\n${body}\n`).notes.length).toBeGreaterThan(39_999);
  });
});

describe('properties', () => {
  const length = fc.constantFrom('', '2', '/2', '3/2', '4');
  const note = fc.tuple(fc.constantFrom(...'CDEFGABcdefgab'), length).map(([letter, size]) => letter + size);
  const bars = fc.array(fc.array(note, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });

  test('every note written is played once, and in a repeat twice', () => {
    fc.assert(
      fc.property(bars, (written) => {
        const count = written.flat().length;
        const body = written.map((bar) => bar.join(' ')).join(' | ');
        expect(notesOf(`${body} |]`)).toHaveLength(count);
        expect(notesOf(`|: ${body} :|`)).toHaveLength(2 * count);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  test('a tie to the same note makes one of the two, as long as both', () => {
    fc.assert(
      fc.property(bars, (written) => {
        const body = written.map((bar) => bar.join(' ')).join(' | ');
        const tied = written.map((bar) => bar.map((each) => `${each}-${each}`).join(' z ')).join(' z | ');
        const lengths = (notes: string[]) =>
          notes.map((each) => each.split(' ')[1]!.split('-').map(Number)).map(([a, b]) => b! - a!);
        const single = lengths(notesOf(body));
        expect(lengths(notesOf(tied)).map((each, i) => Math.abs(each - 2 * single[i]!) < 0.01)).not.toContain(false);
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});
