import { describe, expect, test } from 'vitest';
import { ScoreParseError } from '../errors.js';
import { attributes, musicXml, note, partwise } from '../testing-support/musicxml.js';
import { describeNotes } from '../testing-support/scores.js';
import { readMusicXml } from './read-musicxml.js';

/** `pitch start-end`, at 120 quarters a minute: a quarter lasts 0.5 s. */
function notesOf(...measures: string[]): string[] {
  return describeNotes(readMusicXml(musicXml(...measures)));
}

const messagesOf = (xml: string): string[] => readMusicXml(xml).issues.map(({ message }) => message);
const backup = (duration: number): string => `<backup><duration>${duration}</duration></backup>`;
const forward = (duration: number): string => `<forward><duration>${duration}</duration></forward>`;
const tie = (...types: string[]): string => types.map((type) => `<tie type="${type}"/>`).join('');
const rest = (duration: number): string => `<note><rest/><duration>${duration}</duration></note>`;

describe('time', () => {
  test('notes, chords, rests, two voices by backup and forward', () => {
    const music =
      attributes(2) +
      note('C4', 2) +
      note('E4', 2, '', '<chord/>') +
      rest(2) +
      note('G4', 4) +
      backup(8) +
      forward(1) +
      note('C3', 1, '<voice>2</voice>');
    expect(notesOf(music)).toEqual(['60 0-0.5', '64 0-0.5', '48 0.25-0.5', '67 1-2']);
  });

  test('divisions change between and in measures', () => {
    expect(
      notesOf(attributes(1) + note('C4', 4), attributes(3) + note('D4', 3) + attributes(6) + note('E4', 18)),
    ).toEqual(['60 0-2', '62 2-2.5', '64 2.5-4']);
  });

  test('triplets meet the beat though divisions cannot count them', () => {
    const triplet = note('C4', 33) + note('D4', 33) + note('E4', 33);
    const { notes } = readMusicXml(musicXml(attributes(100) + triplet.repeat(4), note('C5', 400)));
    expect(notes.startSeconds[12]).toBe(2);
  });

  test('decimal durations', () => {
    expect(notesOf(attributes(1) + note('C4', 0.5) + note('D4', 3.5))).toEqual(['60 0-0.25', '62 0.25-2']);
  });

  test('a measure lasts as long as the longest of its parts; without notes, a whole bar', () => {
    const time = '<time><beats>3</beats><beat-type>4</beat-type></time>';
    expect(notesOf(attributes(1, time) + note('C4', 1), '', note('D4', 3), note('E4', 3))).toEqual([
      '60 0-0.5',
      '62 2-3.5',
      '64 3.5-5',
    ]);
  });

  test('time signatures with several terms', () => {
    const time = '<time><beats>3+2</beats><beat-type>8</beat-type><beats>1</beats><beat-type>4</beat-type></time>';
    const { bars } = readMusicXml(musicXml(attributes(1, time)));
    expect(bars[0]!.endSeconds).toBe(1.75);
  });

  test('negative durations, as some files have them, move back', () => {
    expect(notesOf(attributes(1) + note('C4', 2) + note('D4', -1) + note('E4', 3))).toEqual([
      '60 0-1',
      '64 0.5-2',
      '62 1-1',
    ]);
  });
});

describe('pitch', () => {
  test('alterations, and microtones to the nearest key', () => {
    const quarterTone =
      '<note><pitch><step>C</step><alter>0.6</alter><octave>4</octave></pitch><duration>1</duration></note>';
    expect(notesOf(attributes(1) + note('C#4', 1) + note('Cb4', 1) + quarterTone)).toEqual([
      '61 0-0.5',
      '59 0.5-1',
      '61 1-1.5',
    ]);
  });

  test('transposing instruments sound where they sound, staff by staff', () => {
    const clarinet = '<transpose><diatonic>-1</diatonic><chromatic>-2</chromatic></transpose>';
    const bass = '<transpose><chromatic>0</chromatic><octave-change>-1</octave-change></transpose>';
    expect(notesOf(attributes(1, clarinet) + note('C4', 1))).toEqual(['58 0-0.5']);
    expect(notesOf(attributes(1, bass) + note('C4', 1))).toEqual(['48 0-0.5']);
    const second = bass.replace('<transpose>', '<transpose number="2">');
    const staves = note('C4', 1, '<staff>1</staff>') + note('C4', 1, '<staff>2</staff>');
    expect(notesOf(attributes(1, second) + staves)).toEqual(['60 0-0.5', '48 0.5-1']);
  });

  test('an octave shift does not move pitches, which sound as they are', () => {
    const shift = '<direction><direction-type><octave-shift type="down" size="8"/></direction-type></direction>';
    expect(notesOf(attributes(1) + shift + note('C6', 1))).toEqual(['84 0-0.5']);
  });

  test('unpitched notes by their instrument, else by their place, on channel 9', () => {
    const header = `<part-list><score-part id="P1"><part-name>Drums</part-name>
      <midi-instrument id="P1-I39"><midi-unpitched>39</midi-unpitched></midi-instrument></score-part></part-list>`;
    const unpitched = (instrument: string): string =>
      `<note><unpitched><display-step>F</display-step><display-octave>4</display-octave></unpitched><duration>1</duration>${instrument}</note>`;
    const music = attributes(1) + unpitched('<instrument id="P1-I39"/>') + unpitched('');
    const file = readMusicXml(
      `<score-partwise>${header}<part id="P1"><measure number="1">${music}</measure></part></score-partwise>`,
    );
    expect(describeNotes(file)).toEqual(['38 0-0.5', '65 0.5-1']);
    expect([...file.notes.channel]).toEqual([9, 9]);
    expect(file.parts).toEqual([{ name: 'Drums' }]);
  });

  test('notes out of range are left out and reported', () => {
    const xml = musicXml(attributes(1) + note('C9', 1, '', '').replace('>9<', '>12<'));
    expect(readMusicXml(xml).notes.length).toBe(0);
    expect(messagesOf(xml)).toEqual([
      'line 5, part Flute, measure 1: a note without a pitch from 0 to 127 is left out',
    ]);
  });
});

describe('which notes sound', () => {
  test('hidden ones do, cue notes and touched harmonics do not', () => {
    const hidden = note('C4', 1).replace('<note>', '<note print-object="no">');
    const harmonic =
      '<notations><technical><harmonic><artificial/><touching-pitch/></harmonic></technical></notations>';
    const music =
      attributes(1) + hidden + note('D4', 1, '', '<cue/>') + note('E4', 1) + note('A4', 1, harmonic, '<chord/>');
    expect(notesOf(music)).toEqual(['60 0-0.5', '64 1-1.5']);
  });

  test('cue notes sound in files of a program that marks all small notes so', () => {
    const by = (software: string): string =>
      partwise(
        `<measure number="1">${attributes(1)}${note('C4', 1, '', '<cue/>')}</measure>`,
        `<identification><encoding><software>${software}</software></encoding></identification>`,
      );
    expect(readMusicXml(by('MuseScore 2.3.2')).notes.length).toBe(1);
    expect(readMusicXml(by('MuseScore 4.5.2')).notes.length).toBe(0);
  });

  test('ornaments, tremolos and arpeggios as written, where that is asked for', () => {
    const ornaments =
      '<notations><ornaments><trill-mark/><tremolo type="single">3</tremolo></ornaments><arpeggiate/></notations>';
    const music = musicXml(attributes(1) + note('C4', 4, ornaments));
    expect(describeNotes(readMusicXml(music, { ornaments: 'as-written' }))).toEqual(['60 0-2']);
  });
});

describe('ties', () => {
  test('join, slurs do not', () => {
    const slur = '<notations><slur type="start"/></notations>';
    const music = [attributes(1) + note('C4', 4, tie('start')), note('C4', 3, tie('stop')) + note('C4', 1, slur)];
    expect(notesOf(...music)).toEqual(['60 0-3.5', '60 3.5-4']);
  });

  test('that are only printed', () => {
    const tied = (type: string): string => `<notations><tied type="${type}"/></notations>`;
    expect(notesOf(attributes(1) + note('C4', 2, tied('start')) + note('C4', 2, tied('stop')))).toEqual(['60 0-2']);
  });

  test('of enharmonic notes and in chains', () => {
    const music = note('C#4', 1, tie('start')) + note('C#4', 1, tie('stop', 'start')) + note('C#4', 2, tie('stop'));
    expect(notesOf(attributes(1) + music)).toEqual(['61 0-2']);
  });
});

describe('tempo', () => {
  const direction = (content: string): string => `<direction>${content}</direction>`;
  const metronome = (unit: string, perMinute: string): string =>
    direction(
      `<direction-type><metronome><beat-unit>${unit}</beat-unit>${unit === 'quarter' ? '<beat-unit-dot/>' : ''}` +
        `<per-minute>${perMinute}</per-minute></metronome></direction-type>`,
    );

  test('by sounds, which come before what is printed', () => {
    const both = direction(
      '<direction-type><metronome><beat-unit>half</beat-unit><per-minute>60</per-minute></metronome></direction-type><sound tempo="60"/>',
    );
    expect(notesOf(attributes(1) + both + note('C4', 4))).toEqual(['60 0-4']);
    expect(notesOf(`${attributes(1) + note('C4', 2)}<sound tempo="240"/>${note('D4', 2)}`)).toEqual([
      '60 0-1',
      '62 1-1.5',
    ]);
  });

  test('by metronome marks', () => {
    expect(notesOf(attributes(1) + metronome('half', 'c. 60') + note('C4', 4))).toEqual(['60 0-2']);
    expect(notesOf(attributes(1) + metronome('quarter', '40') + note('C4', 4))).toEqual(['60 0-4']);
  });

  test('that make no sense are left out', () => {
    expect(notesOf(`${attributes(1)}<sound tempo="0"/><sound tempo="fast"/>${note('C4', 4)}`)).toEqual(['60 0-2']);
  });
});

describe('order of measures', () => {
  const bar = (name: string, inner = ''): string => inner + note(name, 4);
  const repeat = (direction: string, rest = ''): string =>
    `<barline location="${direction === 'forward' ? 'left' : 'right'}"><repeat direction="${direction}" ${rest}/></barline>`;
  const ending = (number: string, inner = ''): string[] => [
    `<barline location="left"><ending number="${number}" type="start"/></barline>`,
    `<barline location="right"><ending number="${number}" type="stop"/>${inner}</barline>`,
  ];
  const played = (...measures: string[]): string =>
    readMusicXml(musicXml(attributes(1) + measures[0], ...measures.slice(1)))
      .bars.map(({ number }) => number)
      .join(' ');

  test('repeats, numbered endings', () => {
    const [open, close] = ending('1, 2', '<repeat direction="backward"/>');
    const [openThird, closeThird] = ending('3');
    expect(
      played(bar('C4'), repeat('forward') + bar('D4'), open + bar('E4') + close, openThird + bar('F4') + closeThird),
    ).toBe('1 2 3 2 3 2 4');
    expect(played(bar('C4'), bar('D4') + repeat('backward', 'times="3"'))).toBe('1 2 1 2 1 2');
    const right = '<barline location="right"><repeat direction="forward"/></barline>';
    expect(played(bar('C4') + right, bar('D4') + repeat('backward'))).toBe('1 2 2');
  });

  test('jumps by sounds', () => {
    const sound = (what: string): string => `<direction><sound ${what}/></direction>`;
    expect(
      played(
        bar('C4'),
        bar('D4', sound('segno="s"')),
        bar('E4') + sound('tocoda="c"'),
        bar('F4') + sound('dalsegno="s"'),
        bar('G4', sound('coda="c"')),
      ),
    ).toBe('1 2 3 4 2 3 5');
    expect(played(bar('C4') + sound('fine="yes"'), bar('D4') + sound('dacapo="yes"'))).toBe('1 2 1');
  });

  test('jumps by words and signs alone', () => {
    const sign = (what: string): string => `<direction><direction-type>${what}</direction-type></direction>`;
    const words = (text: string): string => sign(`<words>${text}</words>`);
    expect(
      played(
        bar('C4'),
        bar('D4', sign('<segno/>')),
        bar('E4') + sign('<coda/>'),
        bar('F4') + words('D.S. al Coda'),
        bar('G4', sign('<coda/>')),
      ),
    ).toBe('1 2 3 4 2 3 5');
    expect(played(bar('C4') + words('Fine'), bar('D4') + words('D.C. al Fine'))).toBe('1 2 1');
  });

  test('as written', () => {
    const file = readMusicXml(musicXml(attributes(1) + bar('C4') + repeat('backward')), { repeats: 'as-written' });
    expect(file.bars).toHaveLength(1);
  });
});

describe('numbers of bars', () => {
  test('pickups, bars divided by a repeat, beats', () => {
    const measures = `<measure number="0" implicit="yes">${attributes(1)}${note('C4', 1)}</measure>
      <measure number="1">${note('D4', 3)}<barline location="right"><repeat direction="backward"/></barline></measure>
      <measure number="X1" implicit="yes">${note('E4', 1)}</measure>
      <measure number="2">${note('F4', 4)}</measure>`;
    const { bars, noteBeats, noteBars, barAt } = readMusicXml(partwise(measures));
    expect(bars.map(({ number }) => number)).toEqual(['0', '1', '0', '1', '1', '2']);
    expect([...noteBeats]).toEqual([4, 1, 4, 1, 4, 1]);
    expect([...noteBars]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(barAt(5)?.number).toBe('2');
  });
});

describe('files', () => {
  test('title and composer', () => {
    const header = `<work><work-title>Sonata</work-title></work><movement-title>Allegro</movement-title>
      <identification><creator type="composer">A.
      Nonymous</creator></identification>`;
    const file = readMusicXml(partwise('', header));
    expect([file.format, file.title, file.composer]).toEqual(['musicxml', 'Sonata: Allegro', 'A. Nonymous']);
    const credit = '<credit><credit-type>title</credit-type><credit-words>Étude</credit-words></credit>';
    expect(readMusicXml(partwise('', credit)).title).toBe('Étude');
    expect(readMusicXml(partwise('')).title).toBeUndefined();
  });

  test('timewise, with a part that is silent at first', () => {
    const xml = `<score-timewise><part-list><score-part id="A"/><score-part id="B"/></part-list>
      <measure number="1"><part id="A">${attributes(1)}${note('C4', 4)}</part></measure>
      <measure number="2"><part id="A">${note('D4', 4)}</part><part id="B">${attributes(1)}${note('C3', 4)}</part></measure>
      </score-timewise>`;
    const { notes } = readMusicXml(xml);
    expect(describeNotes({ notes })).toEqual(['60 0-2', '48 2-4', '62 2-4']);
    expect([...notes.track]).toEqual([0, 1, 0]);
  });

  test('encodings', () => {
    const xml = partwise('', '<movement-title>Übung</movement-title>');
    const utf16 = new Uint8Array(2 + 2 * xml.length);
    utf16.set([0xff, 0xfe]);
    for (let i = 0; i < xml.length; i++) utf16.set([xml.charCodeAt(i) & 255, xml.charCodeAt(i) >> 8], 2 + 2 * i);
    const latin1 = Uint8Array.from(xml.replace('UTF-8', 'ISO-8859-1'), (character) => character.charCodeAt(0));
    for (const bytes of [new TextEncoder().encode(`\ufeff${xml}`), utf16, latin1]) {
      expect(readMusicXml(bytes).title).toBe('Übung');
    }
  });

  test.each([
    ['', /expected well-formed XML|expected an XML element/],
    ['<score-partwise><part>', /^line 1: expected well-formed XML, got unclosed tag: part$/],
    ['<html></html>', /^line 1: expected score-partwise or score-timewise, got element html$/],
    ['<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><score-partwise>&b;</score-partwise>', /undefined entity/],
    [`${'<a>'.repeat(300)}${'</a>'.repeat(300)}`, /expected elements at most 256 deep/],
  ])('%j is refused', (xml, message) => {
    expect(() => readMusicXml(xml)).toThrowError(ScoreParseError);
    expect(() => readMusicXml(xml)).toThrowError(message);
  });

  test('limits', () => {
    const xml = musicXml(attributes(1) + note('C4', 1) + note('C4', 1), note('C4', 1));
    expect(() => readMusicXml(xml, { maxBytes: 10 })).toThrowError(/expected at most 10 bytes \(maxBytes\)/);
    expect(() => readMusicXml(xml, { maxNotes: 2 })).toThrowError(/expected at most 2 notes \(maxNotes\)/);
    expect(() => readMusicXml(xml, { maxMeasures: 1 })).toThrowError(/expected at most 1 measures \(maxMeasures\)/);
  });

  test('oddities are reported and read over', () => {
    const time = '<time><beats>x</beats><beat-type>4</beat-type></time>';
    const music = `${attributes(0, time) + backup(9) + note('C4', 1)}<note><duration>1</duration></note>`;
    expect(messagesOf(musicXml(`${music}<note><pitch/></note>`))).toEqual([
      'line 5, part Flute, measure 1: divisions of 0; it stays at 1',
      'line 5, part Flute, measure 1: a time signature that makes no sense',
      'line 5, part Flute, measure 1: a backup leads to before the measure; it goes on at its start',
      'line 5, part Flute, measure 1: a note without a pitch from 0 to 127 is left out',
      'line 5, part Flute, measure 1: note without a usable duration; it is taken as 0',
      'line 5, part Flute, measure 1: a note without a pitch from 0 to 127 is left out',
    ]);
  });
});

test('words that every object has are no values', () => {
  const tempo = '<metronome><beat-unit>constructor</beat-unit><per-minute>60</per-minute></metronome>';
  const direction = `<direction><direction-type>${tempo}</direction-type></direction>`;
  const sign =
    '<notations><ornaments><turn/><accidental-mark>constructor</accidental-mark><constructor/></ornaments></notations>';
  const { notes } = readMusicXml(musicXml(attributes(1) + direction + note('C4', 4, sign)));
  expect([...notes.pitch]).toEqual([62, 60, 59, 60]);
  expect(notes.endSeconds[3]).toBe(2);
});

describe('harmonics sound', () => {
  const harmonic = (role: string): string =>
    `<notations><technical><harmonic><artificial/><${role}-pitch/></harmonic></technical></notations>`;
  const base = note('A3', 1, harmonic('base'));

  test.each([
    ['A4', 69],
    ['E4', 76],
    ['D4', 81],
    ['C#4', 85],
    ['C4', 88],
    ['F4', 57],
  ])('where a string stopped at A3 is touched at %s, at %i', (touched, pitch) => {
    const music = musicXml(attributes(1) + base + note(touched, 1, harmonic('touching'), '<chord/>'));
    expect([...readMusicXml(music).notes.pitch]).toEqual([pitch]);
  });

  test('as the note says that shows it', () => {
    const others = note('D4', 1, harmonic('touching'), '<chord/>') + note('A5', 1, harmonic('sounding'), '<chord/>');
    expect([...readMusicXml(musicXml(attributes(1) + base + others)).notes.pitch]).toEqual([81]);
  });
});

describe('signs for music that is not written out', () => {
  const style = (content: string, attribute = ''): string =>
    `<attributes><measure-style ${attribute}>${content}</measure-style></attributes>`;
  const repeat = (count: number | '', type = 'start', attribute = ''): string =>
    style(`<measure-repeat type="${type}">${count}</measure-repeat>`, attribute);
  const pitchesOf = (...measures: string[]): number[] => [...readMusicXml(musicXml(...measures)).notes.pitch];

  test('repeat a measure, until they end', () => {
    const one = attributes(1) + note('C4', 2) + note('D4', 2);
    const played = pitchesOf(one, repeat(1) + rest(4), rest(4), repeat('', 'stop') + rest(4));
    expect(played).toEqual([60, 62, 60, 62, 60, 62]);
  });

  test('repeat two measures', () => {
    const two = [attributes(1) + note('C4', 4), note('D4', 4)];
    expect(pitchesOf(...two, repeat(2), '', repeat('', 'stop') + note('E4', 4))).toEqual([60, 62, 60, 62, 64]);
  });

  test('are not played twice where the file has written them out', () => {
    expect(pitchesOf(attributes(1) + note('C4', 4), repeat(1) + note('C4', 4))).toEqual([60, 60]);
  });

  test('are of one staff', () => {
    const staves = (second: string): string => `${note('C4', 4, '<staff>1</staff>')}${backup(4)}${second}`;
    const left = note('C3', 4, '<voice>5</voice><staff>2</staff>');
    const played = pitchesOf(attributes(1) + staves(left), repeat(1, 'start', 'number="2"') + staves(rest(4)));
    expect(played).toEqual([48, 60, 48, 60]);
  });

  test('make no sense at the beginning, or of too many measures', () => {
    expect(pitchesOf(attributes(1) + repeat(1) + rest(4), note('C4', 4))).toEqual([60]);
    expect(pitchesOf(attributes(1) + note('C4', 4), repeat(99) + rest(4))).toEqual([60]);
  });

  test('slashes stand for no pitches', () => {
    const slash = (type: string): string => style(`<slash type="${type}"/>`);
    const file = readMusicXml(musicXml(attributes(1) + slash('start') + note('B4', 4), slash('stop') + note('C4', 4)));
    expect([...file.notes.pitch]).toEqual([60]);
    expect(file.issues.map(({ message }) => message)).toEqual([
      'line 5, part Flute, measure 1: slashes stand for no pitches and are not played',
    ]);
  });
});

describe('repeat signs in the middle of a measure', () => {
  const middle = (content: string): string => `<barline location="middle">${content}</barline>`;
  const back = '<repeat direction="backward"/>';
  const forth = '<repeat direction="forward"/>';
  const played = (xml: string): string[] => {
    const { notes, noteBars, bars, noteBeats } = readMusicXml(xml);
    return Array.from(notes.pitch, (pitch, row) => `${pitch} ${bars[noteBars[row]!]!.number}:${noteBeats[row]}`);
  };

  test('count where they stand, and the bar goes on behind them', () => {
    const xml = musicXml(attributes(1) + note('C4', 2) + middle(back) + note('D4', 2), note('E4', 4));
    expect(played(xml)).toEqual(['60 1:1', '60 1:1', '62 1:3', '64 2:1']);
    const begins = musicXml(
      attributes(1) + note('C4', 2) + middle(forth) + note('D4', 2),
      `${note('E4', 4)}<barline location="right">${back}</barline>`,
    );
    expect(played(begins)).toEqual(['60 1:1', '62 1:3', '64 2:1', '62 1:3', '64 2:1']);
  });

  test('in all voices and parts', () => {
    const voices =
      note('C4', 2) +
      middle(back) +
      note('D4', 2) +
      backup(4) +
      note('C3', 1, '<voice>2</voice>') +
      forward(1) +
      note('D3', 2, '<voice>2</voice>') +
      note('F3', 2, '<voice>2</voice>', '<chord/>');
    expect(played(musicXml(attributes(1) + voices))).toEqual([
      ...['48 1:1', '60 1:1', '48 1:1', '60 1:1'],
      ...['50 1:3', '53 1:3', '62 1:3'],
    ]);
    const two = partwise(
      `<measure number="1">${attributes(1)}${note('C4', 2)}${middle(back)}${note('D4', 2)}</measure>`,
    )
      .replace('</part-list>', '<score-part id="P2"><part-name>Bass</part-name></score-part></part-list>')
      .replace(
        '</score-partwise>',
        `<part id="P2"><measure number="1">${attributes(2)}${note('C3', 4)}${note('D3', 4)}</measure></part></score-partwise>`,
      );
    expect(played(two)).toEqual(['48 1:1', '60 1:1', '48 1:1', '60 1:1', '50 1:3', '62 1:3']);
  });

  test('with endings', () => {
    const one = middle(`<ending number="1" type="stop"/>${back}`);
    const start = `<barline location="left"><ending number="1" type="start"/></barline>`;
    const xml = musicXml(attributes(1) + note('C4', 4), start + note('D4', 2) + one + note('E4', 2), note('F4', 4));
    expect(played(xml).map((each) => each.split(' ')[0])).toEqual(['60', '62', '60', '64', '65']);
  });

  test('that stand in a note count at the end, and are reported', () => {
    const held = note('C4', 2) + middle(back) + note('D4', 2) + backup(4) + note('C3', 4, '<voice>2</voice>');
    const xml = musicXml(attributes(1) + held);
    expect(played(xml)).toHaveLength(6);
    expect(messagesOf(xml)).toEqual([
      'line 5, part Flute, measure 1: a repeat sign that stands in the middle of a note counts at the end of its measure',
    ]);
  });
});

test('names of parts are one line', () => {
  const named = partwise('<measure number="1"/>').replace('Flute', 'Fl&#10;ute\t');
  expect(readMusicXml(named).parts[0]!.name).not.toMatch(/[\n\t]/);
});

test('numbers that are absurd', () => {
  const text = musicXml(
    `${attributes(4, '<time><beats>3</beats><beat-type>4</beat-type></time>')}${note('C4', 12)}`,
    `${note('E4', undefined, '', '<grace/>')}${note('D4', 12)}<backup><duration>12</duration></backup>${note('D3', 12)}`,
  );
  const digits = [...text.matchAll(/>(\d+)</g)].map(({ index }) => index + 1);
  for (const at of digits) {
    for (const by of ['1e400', '9'.repeat(300), '0.0000000000001', '-5']) {
      const changed = text.slice(0, at) + by + text.slice(at).replace(/^\d+/, '');
      try {
        expect(readMusicXml(changed).notes.endSeconds.every(Number.isFinite)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(ScoreParseError);
      }
    }
  }
});
