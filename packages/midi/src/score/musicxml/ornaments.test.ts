import { describe, expect, test } from 'vitest';
import { attributes, musicXml, note } from '../testing-support/musicxml.js';
import { describeNotes } from '../testing-support/scores.js';
import { readMusicXml } from './read-musicxml.js';

/** `pitch start-end`, at 120 quarters a minute: a 32nd lasts 1/16 s. */
const notesOf = (...measures: string[]): string[] => describeNotes(readMusicXml(musicXml(...measures)));
/** Pitches alone, in the order they start. */
const pitchesOf = (...measures: string[]): number[] => [...readMusicXml(musicXml(...measures)).notes.pitch];

const key = (fifths: number): string => attributes(8, `<key><fifths>${fifths}</fifths></key>`);
const ornament = (...signs: string[]): string => `<notations><ornaments>${signs.join('')}</ornaments></notations>`;
const grace = (name: string, attribute = ''): string => note(name, undefined, '', `<grace ${attribute}/>`);
const typed = (type: string, more = ''): string => `<type>${type}</type>${more}`;

describe('which figure a sign stands for', () => {
  test.each([
    ['<inverted-mordent/>', [64, 65, 64]],
    ['<inverted-mordent long="yes"/>', [64, 65, 64, 65, 64]],
    ['<shake/>', [64, 65, 64]],
    ['<mordent/>', [64, 62, 64]],
    ['<turn/>', [65, 64, 62, 64]],
    ['<inverted-turn/>', [62, 64, 65, 64]],
    ['<delayed-turn/>', [64, 65, 64, 62, 64]],
    ['<trill-mark/>', [64, 65, 64, 65, 64, 65, 64, 65]],
    ['<trill-mark start-note="upper"/>', [65, 64, 65, 64, 65, 64, 65, 64]],
    ['<trill-mark two-note-turn="whole"/>', [64, 65, 64, 65, 64, 65, 62, 64]],
    ['<trill-mark start-note="upper" two-note-turn="whole"/>', [65, 64, 65, 64, 65, 62, 64]],
    ['<trill-mark trill-step="whole"/>', [64, 66, 64, 66, 64, 66, 64, 66]],
    ['<staccato/>', [64]],
  ])('%s', (sign, pitches) => {
    expect(pitchesOf(key(0) + note('E4', 8, ornament(sign)))).toEqual(pitches);
  });
});

describe('neighbours', () => {
  const mordent = ornament('<inverted-mordent/>');

  test('follow the key', () => {
    expect(pitchesOf(key(0) + note('B4', 8, mordent))).toEqual([71, 72, 71]);
    expect(pitchesOf(key(2) + note('B4', 8, mordent))).toEqual([71, 73, 71]);
    expect(pitchesOf(key(-3) + note('D4', 8, mordent))).toEqual([62, 63, 62]);
  });

  test('follow the accidentals before them in the measure, on their own step and octave', () => {
    expect(pitchesOf(key(0) + note('F#4', 8) + note('E4', 8, mordent))).toEqual([66, 64, 66, 64]);
    expect(pitchesOf(key(0) + note('F#5', 8) + note('E4', 8, mordent))).toEqual([78, 64, 65, 64]);
    expect(pitchesOf(key(0) + note('E4', 8, mordent) + note('F#4', 8))).toEqual([64, 65, 64, 66]);
    expect(pitchesOf(key(0) + note('F#4', 8), note('E4', 8, mordent))).toEqual([66, 64, 65, 64]);
  });

  test('are what an accidental at the sign makes them', () => {
    const raised = ornament('<inverted-mordent/><accidental-mark>sharp</accidental-mark>');
    expect(pitchesOf(key(0) + note('E4', 8, raised))).toEqual([64, 66, 64]);
    const lower = ornament('<turn/><accidental-mark placement="below">sharp</accidental-mark>');
    expect(pitchesOf(key(0) + note('D4', 8, lower))).toEqual([64, 62, 61, 62]);
    const mordentBelow = ornament('<mordent/><accidental-mark>sharp</accidental-mark>');
    expect(pitchesOf(key(0) + note('G4', 8, mordentBelow))).toEqual([67, 66, 67]);
  });

  test('are as far from notes of transposing instruments', () => {
    const clarinet = attributes(8, '<key><fifths>2</fifths></key><transpose><chromatic>-2</chromatic></transpose>');
    expect(pitchesOf(clarinet + note('B4', 8, mordent))).toEqual([69, 71, 69]);
  });

  test('drums have none', () => {
    const drum = `<note><unpitched><display-step>E</display-step><display-octave>4</display-octave></unpitched><duration>4</duration>${ornament('<trill-mark/>')}</note>`;
    expect(pitchesOf(key(0) + drum)).toEqual([64, 64, 64, 64]);
  });
});

describe('what an ornament belongs to', () => {
  test('the highest note of a chord', () => {
    const chord = note('C4', 8, ornament('<mordent/>')) + note('E4', 8, '', '<chord/>');
    expect(pitchesOf(key(0) + chord)).toEqual([60, 64, 62, 64]);
  });

  test('notes under a trill line, as far as it goes', () => {
    const begin = ornament('<trill-mark/>', '<wavy-line type="start" number="1"/>');
    const end = ornament('<wavy-line type="stop" number="1"/>');
    expect(pitchesOf(key(0) + note('E4', 4, begin) + note('G4', 4, end) + note('C4', 4))).toEqual([
      64, 65, 64, 65, 67, 69, 67, 69, 60,
    ]);
    const vibrato = ornament('<wavy-line type="start" number="1"/>');
    expect(pitchesOf(key(0) + note('E4', 4, vibrato) + note('G4', 4))).toEqual([64, 67]);
  });

  test('no hidden note: such notes are how an ornament is played', () => {
    const hidden = note('E4', 8, ornament('<trill-mark/>')).replace('<note>', '<note print-object="no">');
    expect(pitchesOf(key(0) + hidden)).toEqual([64]);
  });
});

describe('grace notes', () => {
  test('with a stroke are crushed on the beat, others take half of their note, or two thirds of a dotted one', () => {
    expect(notesOf(attributes(2) + grace('D4', 'slash="yes"') + note('C4', 4))).toEqual(['62 0-0.065', '60 0.065-1']);
    expect(notesOf(attributes(2) + grace('D4') + note('C4', 4))).toEqual(['62 0-0.5', '60 0.5-1']);
    expect(notesOf(attributes(2) + grace('D4') + note('C4', 6))).toEqual(['62 0-1', '60 1-1.5']);
  });

  test('that say so come before the beat', () => {
    const before = grace('D4', 'steal-time-previous="50"');
    expect(notesOf(attributes(1) + note('E4', 1) + before + note('C4', 1))).toEqual([
      '64 0-0.5',
      '62 0.438-0.5',
      '60 0.5-1',
    ]);
  });

  test('behind the last note of a measure belong to that note', () => {
    const music = attributes(1) + note('C4', 4) + grace('D4');
    expect(notesOf(music, note('E4', 4))).toEqual(['60 0-2', '62 1.938-2', '64 2-4']);
  });

  test('in pairs behind a trill end it', () => {
    const trill = note('E4', 8, ornament('<trill-mark/>')) + grace('D4') + grace('E4') + note('C4', 8);
    expect(pitchesOf(key(0) + trill)).toEqual([64, 65, 64, 65, 64, 65, 62, 64, 60]);
  });
});

describe('tremolos', () => {
  const tremolo = (strokes: number | '', type = 'single'): string =>
    ornament(`<tremolo type="${type}">${strokes}</tremolo>`);

  test.each([
    ['quarter', 1, 8, 2],
    ['quarter', 2, 8, 4],
    ['half', 3, 16, 16],
    ['eighth', 1, 4, 2],
    ['eighth', 2, 4, 4],
  ])('a %s with %i strokes', (type, strokes, duration, count) => {
    expect(pitchesOf(attributes(8) + note('C4', duration, typed(type) + tremolo(strokes)))).toEqual(
      Array.from({ length: count }, () => 60),
    );
  });

  test('in tuplets', () => {
    const triplet =
      '<time-modification><actual-notes>3</actual-notes><normal-notes>2</normal-notes></time-modification>';
    expect(notesOf(attributes(3) + note('C4', 2, typed('quarter', triplet) + tremolo(1)))).toEqual([
      '60 0-0.167',
      '60 0.167-0.333',
    ]);
  });

  test('that are not measured go in 32nds', () => {
    expect(pitchesOf(attributes(8) + note('C4', 8, typed('quarter') + tremolo('', 'unmeasured')))).toHaveLength(8);
  });

  test('of two notes in turns, for as long as both last together', () => {
    const pair =
      note('C4', 4, typed('quarter') + tremolo(2, 'start')) + note('E4', 4, typed('quarter') + tremolo(2, 'stop'));
    expect(notesOf(attributes(8) + pair)).toEqual(['60 0-0.125', '64 0.125-0.25', '60 0.25-0.375', '64 0.375-0.5']);
  });
});

describe('broken chords', () => {
  const broken = (sign: string): string => `<notations>${sign}</notations>`;
  const chord = (sign: string): string =>
    note('C4', 2, broken(sign)) + note('E4', 2, broken(sign), '<chord/>') + note('G4', 2, broken(sign), '<chord/>');

  test('upwards and downwards, held to the end', () => {
    expect(notesOf(attributes(1) + chord('<arpeggiate/>'))).toEqual(['60 0-1', '64 0.063-1', '67 0.125-1']);
    expect(notesOf(attributes(1) + chord('<arpeggiate direction="down"/>'))).toEqual([
      '67 0-1',
      '64 0.063-1',
      '60 0.125-1',
    ]);
  });

  test('of one number go on from voice to voice, others go at once', () => {
    const second = (sign: string): string =>
      `<backup><duration>2</duration></backup>${note('C5', 2, `<voice>2</voice>${broken(sign)}`)}`;
    const music = (sign: string): string[] => notesOf(attributes(1) + chord(sign) + second(sign));
    expect(music('<arpeggiate number="1"/>').at(-1)).toBe('72 0.188-1');
    expect(music('<arpeggiate/>').slice(0, 2)).toEqual(['60 0-1', '72 0-1']);
  });
});
