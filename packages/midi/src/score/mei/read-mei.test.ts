import { describe, expect, test } from 'vitest';
import { ScoreParseError } from '../errors.js';
import { readMusicXml } from '../musicxml/read-musicxml.js';
import { measure, mei, meiScore, note } from '../testing-support/mei.js';
import * as musicXml from '../testing-support/musicxml.js';
import { describeNotes } from '../testing-support/scores.js';
import { readMei } from './read-mei.js';

/** `pitch start-end`, at 120 quarters a minute: a quarter lasts 0.5 s. */
const notesOf = (layer: string, definition?: string, staffDef?: string): string[] =>
  describeNotes(readMei(mei(measure(1, layer), definition, staffDef)));

const playedBars = (xml: string): string =>
  readMei(xml)
    .bars.map(({ number }) => number)
    .join(' ');

describe('values', () => {
  test('notes, rests, spaces, dots, beams, chords', () => {
    const chord = '<chord dur="8"><note pname="c" oct="4"/><note pname="e" oct="4"/></chord>';
    const layer = `<beam>${note('c4', 8)}${chord}</beam>${note('d4', 4, 'dots="1"')}<rest dur="16"/><space dur="16"/>${note('e4', 4, '', '<dot/>')}`;
    expect(notesOf(layer)).toEqual(['60 0-0.25', '60 0.25-0.5', '64 0.25-0.5', '62 0.5-1.25', '64 1.5-2.25']);
  });

  test('long and short ones', () => {
    expect(notesOf(note('c4', 'breve') + note('d4', 64))).toEqual(['60 0-4', '62 4-4.031']);
  });

  test('tuplets, in each other and beside the notes', () => {
    const inner = `<tuplet num="3" numbase="2">${note('c4', 16)}${note('c4', 16)}${note('c4', 16)}</tuplet>`;
    const outer = `<tuplet num="3" numbase="2">${inner}${note('d4', 8)}${note('e4', 8)}</tuplet>${note('f4', 4)}`;
    expect(notesOf(outer).slice(2)).toEqual(['60 0.111-0.167', '62 0.167-0.333', '64 0.333-0.5', '65 0.5-1']);
    const layer = ['c4', 'd4', 'e4'].map((name, index) => note(name, 4, `xml:id="n${index}"`)).join('') + note('f4', 2);
    const span = '<tupletSpan startid="#n0" endid="#n2" num="3" numbase="2"/>';
    expect(describeNotes(readMei(mei(measure(1, layer, span))))).toEqual([
      '60 0-0.333',
      '62 0.333-0.667',
      '64 0.667-1',
      '65 1-2',
    ]);
  });

  test('tremolos last as long as they are written', () => {
    const layer = `<bTrem>${note('c4', 2)}</bTrem><fTrem>${note('d4', 2)}${note('f4', 2)}</fTrem>`;
    const written = describeNotes(readMei(mei(measure(1, layer)), { ornaments: 'as-written' }));
    expect(written).toEqual(['60 0-1', '62 1-1.5', '65 1.5-2']);
  });

  test('whole measures of rest, one or several', () => {
    const xml = mei(
      measure(1, '<mRest/>') + measure(2, '<multiRest num="3"/>') + measure(5, note('c4', 1)),
      'meter.count="3" meter.unit="4"',
    );
    const file = readMei(xml);
    expect(describeNotes(file)).toEqual(['60 6-8']);
    expect(file.bars.map(({ number }) => number)).toEqual(['1', '2', '3', '4', '5']);
  });

  test('grace notes, as attributes and groups', () => {
    const layer = `${note('c4', 4)}${note('d4', 8, 'grace="acc"')}${note('e4', 4)}<graceGrp>${note('f4', 16)}${note('g4', 16)}</graceGrp>${note('a4', 2)}`;
    expect(notesOf(layer)).toEqual(['60 0-0.5', '62 0.5-0.75', '64 0.75-1', '65 0.875-0.938', '67 0.938-1', '69 1-2']);
  });

  test('cue notes do not sound, hidden ones do', () => {
    expect(notesOf(note('c4', 4, 'cue="true"') + note('d4', 4, 'visible="false"'))).toEqual(['62 0.5-1']);
  });

  test('of several readings the first', () => {
    const layer = `<app><lem>${note('c4', 2)}</lem><rdg>${note('d4', 2)}</rdg></app><supplied>${note('e4', 2)}</supplied>`;
    expect(notesOf(layer)).toEqual(['60 0-1', '64 1-2']);
  });
});

describe('pitch', () => {
  const pitches = (xml: string): number[] => [...readMei(xml).notes.pitch];

  test('accidentals: sounding, written, earlier in the measure, of the key', () => {
    const layer = [
      note('f4', 16, 'accid.ges="n"'),
      note('f4', 16),
      note('f4', 16, 'accid="n"'),
      note('f4', 16),
      note('f5', 16),
      note('c4', 16, '', '<accid accid="x"/>'),
      note('c4', 16, '', '<accid accid.ges="s"/>'),
    ].join('');
    const measures = measure(1, layer) + measure(2, note('f4', 4));
    expect(pitches(mei(measures, 'keysig="2s"'))).toEqual([65, 66, 65, 65, 78, 62, 61, 66]);
    expect(pitches(mei(measures, 'key.sig="0"')).at(-1)).toBe(65);
  });

  test('key signatures as elements, changed by the staff and in a layer', () => {
    const layer = `${note('b4', 4)}<keySig sig="1s"/>${note('b4', 4)}${note('f4', 4)}`;
    expect(pitches(mei(measure(1, layer), '', 'keysig="2f"'))).toEqual([70, 71, 66]);
    const custom =
      '<scoreDef><keySig><keyAccid pname="a" accid="f"/></keySig><staffGrp><staffDef n="1"/></staffGrp></scoreDef>';
    expect(pitches(meiScore(`${custom}<section>${measure(1, note('a4', 1))}</section>`))).toEqual([68]);
    const change = `${measure(1, note('f4', 1))}<scoreDef keysig="1s"/>${measure(2, note('f4', 1))}`;
    expect(pitches(mei(change))).toEqual([65, 66]);
  });

  test('an accidental holds on through a tie over the bar line', () => {
    const measures =
      measure(1, note('f4', 1, 'accid="s" tie="i"')) + measure(2, note('f4', 2, 'tie="t"') + note('f4', 2));
    expect(describeNotes(readMei(mei(measures)))).toEqual(['66 0-3', '65 3-4']);
  });

  test('transposing instruments, percussion', () => {
    expect(pitches(mei(measure(1, note('c4', 1)), '', 'trans.semi="-2"'))).toEqual([58]);
    expect([...readMei(mei(measure(1, note('c4', 1)), '', 'clef.shape="perc"')).notes.channel]).toEqual([9]);
  });

  test('octave lines, unless notes say where they sound', () => {
    const layer =
      note('c5', 4, 'xml:id="a"') + note('d5', 4, 'xml:id="b"') + note('e5', 4) + note('f5', 4, 'oct.ges="6"');
    const line = (attributes: string): string => mei(measure(1, layer, `<octave staff="1" dis="8" ${attributes}/>`));
    expect(pitches(line('dis.place="above" startid="#a" endid="#b"'))).toEqual([84, 86, 76, 89]);
    expect(pitches(line('dis.place="below" tstamp="2" tstamp2="0m+4"'))).toEqual([72, 62, 64, 89]);
    const next = mei(
      measure(1, layer, '<octave dis="15" dis.place="above" tstamp="4" tstamp2="1m+1"/>') + measure(2, note('c4', 1)),
    );
    expect(pitches(next)).toEqual([72, 74, 76, 89, 84]);
  });

  test('notes without a pitch are left out and reported', () => {
    const { notes, issues } = readMei(mei(measure(3, '<note dur="4"/><note pname="c" oct="4"/>')));
    expect(notes.length).toBe(1);
    expect(issues.map(({ message }) => message)).toEqual([
      'line 5, part Flute, measure 3: a note without a pitch from 0 to 127 is left out',
      'line 5, part Flute, measure 3: note without a usable dur; it is taken as 0',
    ]);
  });
});

describe('ties', () => {
  test('as elements, also of notes in chords', () => {
    const chord = `<chord dur="2"><note xml:id="a" pname="c" oct="4"/><note pname="e" oct="4"/></chord>`;
    const xml = mei(measure(1, chord + note('c4', 2, 'xml:id="b"'), '<tie startid="#a" endid="#b"/>'));
    expect(describeNotes(readMei(xml))).toEqual(['60 0-2', '64 0-1']);
  });

  test('as attributes, of whole chords too; slurs do not tie', () => {
    const chord = (tie: string): string =>
      `<chord dur="2" tie="${tie}"><note pname="c" oct="4"/><note pname="e" oct="4"/></chord>`;
    expect(notesOf(chord('i') + chord('t'))).toEqual(['60 0-2', '64 0-2']);
    expect(notesOf(note('c4', 2, 'slur="i1"') + note('c4', 2, 'slur="t1"'))).toEqual(['60 0-1', '60 1-2']);
  });
});

describe('tempo', () => {
  test.each([
    ['<tempo tstamp="1" midi.bpm="60">Andante</tempo>', '60 0-4'],
    ['<tempo mm="60" mm.unit="2"/>', '60 0-2'],
    ['<tempo mm="40" mm.unit="4" mm.dots="1"/>', '60 0-4'],
    ['<tempo tstamp="3" midi.bpm="60"/>', '60 0-3'],
    ['<tempo>Andante</tempo>', '60 0-2'],
  ])('%s', (tempo, expected) => {
    expect(describeNotes(readMei(mei(measure(1, note('c4', 1), tempo))))).toEqual([expected]);
  });

  test('of a definition', () => {
    expect(notesOf(note('c4', 1), 'midi.bpm="60"')).toEqual(['60 0-4']);
  });
});

describe('order of measures', () => {
  const bar = (n: number, attributes = '', rest = ''): string => measure(n, note('c4', 1), rest, attributes);

  test('repeats on either side of a bar line', () => {
    expect(playedBars(mei(bar(1) + bar(2, 'left="rptstart" right="rptend"') + bar(3)))).toBe('1 2 2 3');
    expect(playedBars(mei(bar(1, 'right="rptboth"') + bar(2, 'right="rptend"')))).toBe('1 1 2 2');
    expect(playedBars(mei(bar(1) + bar(2, 'left="rptend"')))).toBe('1 1 2');
  });

  test('endings', () => {
    const endings = `<ending n="1, 2">${bar(2, 'right="rptend"')}</ending><ending n="3.">${bar(3)}</ending>`;
    expect(playedBars(mei(bar(1) + endings + bar(4)))).toBe('1 2 1 2 1 3 4');
  });

  test('jumps by words and by repeat marks', () => {
    const words = bar(1, '', '<dir><rend>Fine</rend></dir>') + bar(2, '', '<dir>D.C. al Fine</dir>');
    expect(playedBars(mei(words))).toBe('1 2 1');
    const mark = (func: string): string => `<repeatMark func="${func}"/>`;
    const marks = bar(1) + bar(2, '', mark('segno')) + bar(3, '', mark('fine')) + bar(4, '', mark('dalSegno'));
    expect(playedBars(mei(marks))).toBe('1 2 3 4 2 3');
    const coda = bar(1, '', '<repeatMark>To Coda</repeatMark>') + bar(2, '', mark('daCapo')) + bar(3, '', mark('coda'));
    expect(playedBars(mei(coda))).toBe('1 2 1 3');
  });

  test('expansions come before repeat signs', () => {
    const sections = `<expansion plist="#A #B #A #no"/><section xml:id="A">${bar(1)}${bar(2, 'right="rptend"')}</section>
      <ending xml:id="B" n="1">${bar(3)}</ending>`;
    expect(playedBars(mei(sections))).toBe('1 2 3 1 2');
    const itself = `<section xml:id="A"><expansion plist="#A #B #B"/><section xml:id="B">${bar(1)}</section></section>`;
    expect(playedBars(mei(itself))).toBe('1 1');
    expect(readMei(mei(sections), { repeats: 'as-written' }).bars).toHaveLength(3);
  });

  test('pickups and divided bars have beats and numbers', () => {
    const xml = mei(
      measure(0, note('c4', 4), '', 'metcon="false"') +
        measure(1, note('d4', 2), '', 'metcon="false" right="rptend"') +
        measure('1b', note('e4', 2), '', 'metcon="false"') +
        measure(2, note('f4', 1)),
    );
    const { bars, noteBeats } = readMei(xml);
    expect(bars.map(({ number }) => number)).toEqual(['0', '1', '0', '1', '1', '2']);
    expect([...noteBeats]).toEqual([4, 1, 4, 1, 3, 1]);
  });
});

describe('files', () => {
  test('title, composer, parts', () => {
    const { format, title, composer, parts } = readMei(mei(''));
    expect([format, title, composer, parts]).toEqual(['mei', 'Air', 'A. Nonymous', [{ name: 'Flute' }]]);
  });

  test('staves in groups, layers, and parts instead of a score', () => {
    const definition =
      '<scoreDef><staffGrp><staffGrp><staffDef n="1"/></staffGrp><staffDef n="2"><label>Bass</label></staffDef></staffGrp></scoreDef>';
    const layers = `<staff n="1"><layer n="1">${note('c5', 1)}</layer><layer n="2">${note('e4', 1)}</layer></staff>`;
    const second = `<staff n="2"><layer>${note('c3', 1)}</layer></staff>`;
    const score = readMei(meiScore(`${definition}<section><measure n="1">${layers}${second}</measure></section>`));
    expect([...score.notes.pitch]).toEqual([48, 64, 72]);
    expect([...score.notes.track]).toEqual([1, 0, 0]);
    expect(score.parts[1]!.name).toBe('Bass');
    const part = (n: number, inner: string): string =>
      `<part><scoreDef><staffGrp><staffDef n="${n}"/></staffGrp></scoreDef><section><measure n="1"><staff n="${n}"><layer>${inner}</layer></staff></measure></section></part>`;
    const parts = readMei(
      `<music><body><mdiv><parts>${part(1, note('c5', 1))}${part(2, note('c3', 1))}</parts></mdiv></body></music>`,
    );
    expect(describeNotes(parts)).toEqual(['48 0-2', '72 0-2']);
  });

  test('names with a prefix', () => {
    const xml = mei(measure(1, note('c4', 1)))
      .replaceAll(/<(\/?)(?=[a-zA-Z])/g, '<$1m:')
      .replace('xmlns=', 'xmlns:m=');
    expect(describeNotes(readMei(xml))).toEqual(['60 0-2']);
  });

  test('signs that repeat measures are reported once', () => {
    const { issues, bars } = readMei(mei(measure(1, note('c4', 1)) + measure(2, '<mRpt/>') + measure(3, '<mRpt/>')));
    expect(bars.at(-1)!.endSeconds).toBe(6);
    expect(issues.map(({ kind }) => kind)).toEqual(['unsupported']);
  });

  test.each([
    ['<html/>', /expected an MEI score, got element html/],
    ['<mei><meiHead/></mei>', /expected a score in the MEI file, got none/],
    ['<mei><music>', /expected well-formed XML, got unclosed tag/],
  ])('%s is refused', (xml, message) => {
    expect(() => readMei(xml)).toThrowError(ScoreParseError);
    expect(() => readMei(xml)).toThrowError(message);
  });
});

test('the same music in MEI and in MusicXML', () => {
  const inMei = mei(
    measure(0, note('d4', 8), '', 'metcon="false" right="rptstart"') +
      measure(
        1,
        `${note('f4', 4, 'accid.ges="s" dots="1"')}<tuplet num="3" numbase="2">${note('g4', 8)}${note('a4', 8)}${note('b4', 8)}</tuplet>${note('c5', 8, 'accid.ges="s" tie="i"')}`,
      ) +
      `<ending n="1">${measure(2, note('c5', 2, 'accid.ges="s" tie="t"') + note('e4', 16, 'grace="unacc"') + note('d4', 4), '', 'right="rptend"')}</ending>
      <ending n="2">${measure(3, note('d5', 2, 'dots="1"'))}</ending>`,
    'meter.count="3" meter.unit="4" keysig="2s" midi.bpm="90"',
  );
  const { attributes, note: xmlNote, partwise } = musicXml;
  const barline = (where: string, content: string): string => `<barline location="${where}">${content}</barline>`;
  const ending = (number: number, type: string): string => `<ending number="${number}" type="${type}"/>`;
  const time = '<key><fifths>2</fifths></key><time><beats>3</beats><beat-type>4</beat-type></time>';
  const inXml = partwise(
    `<measure number="0" implicit="yes">${attributes(6, time)}<sound tempo="90"/>${xmlNote('D4', 3)}</measure>
    <measure number="1">${barline('left', '<repeat direction="forward"/>')}${xmlNote('F#4', 9)}${xmlNote('G4', 2)}${xmlNote('A4', 2)}${xmlNote('B4', 2)}${xmlNote('C#5', 3, '<tie type="start"/>')}</measure>
    <measure number="2">${barline('left', ending(1, 'start'))}${xmlNote('C#5', 12, '<tie type="stop"/>')}${xmlNote('E4', undefined, '', '<grace steal-time-previous="50"/>')}${xmlNote('D4', 6)}${barline('right', `${ending(1, 'stop')}<repeat direction="backward"/>`)}</measure>
    <measure number="3">${barline('left', ending(2, 'start'))}${xmlNote('D5', 18)}${barline('right', ending(2, 'discontinue'))}</measure>`,
  );
  const [a, b] = [readMei(inMei), readMusicXml(inXml)];
  expect(describeNotes(a)).toEqual(describeNotes(b));
  expect(a.bars).toEqual(b.bars);
  expect([...a.noteBeats]).toEqual([...b.noteBeats]);
  expect(describeNotes(a)).toHaveLength(14);
});
