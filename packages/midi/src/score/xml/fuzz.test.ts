import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ScoreParseError } from '../errors.js';
import { readMei } from '../mei/read-mei.js';
import { readMusicXml } from '../musicxml/read-musicxml.js';
import type { ScoreFile } from '../score-file.js';
import * as mei from '../testing-support/mei.js';
import { attributes, musicXml, note } from '../testing-support/musicxml.js';

const inMusicXml = musicXml(
  `${attributes(4, '<time><beats>3</beats><beat-type>4</beat-type></time>')}<sound tempo="90"/>${note('C4', 4, '<tie type="start"/>')}${note('C4', 8, '<tie type="stop"/>')}`,
  `<barline location="left"><ending number="1" type="start"/></barline>${note('E4', undefined, '', '<grace/>')}${note('D4', 12)}<backup><duration>12</duration></backup>${note('D3', 12)}<barline><ending number="1" type="stop"/><repeat direction="backward" times="2"/></barline>`,
  `<direction><sound dacapo="yes"/></direction>${note('F#4', 12)}`,
);
const inMei = mei.mei(
  `<expansion plist="#a #a"/><section xml:id="a">${mei.measure(1, `${mei.note('c4', 2, 'xml:id="n"')}<tuplet num="3" numbase="2">${mei.note('d4', 8)}</tuplet>`, '<octave dis="8" startid="#n" endid="#n"/>', 'right="rptend"')}${mei.measure(2, '<multiRest num="2"/>')}</section>`,
);

/** Pieces of markup and numbers that files do not expect where they come. */
const intruder = fc.constantFrom(
  '0',
  '-1',
  '99999999999',
  '1e308',
  '<note>',
  '</note>',
  '<chord/>',
  '"',
  '&x;',
  '<',
  '#a',
  '\0',
);

test.each<[string, string, (text: string) => ScoreFile]>([
  ['MusicXML', inMusicXml, (text) => readMusicXml(text, { maxMeasures: 1000 })],
  ['MEI', inMei, (text) => readMei(text, { maxMeasures: 1000 })],
])('%s that is changed anywhere gives finite notes or a typed error', (_, text, read) => {
  const change = fc.tuple(fc.nat(text.length), fc.nat(12), fc.oneof(intruder, fc.string({ maxLength: 3 })));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      let changed = text;
      for (const [at, length, by] of changes) changed = changed.slice(0, at) + by + changed.slice(at + length);
      try {
        const { notes, bars } = read(changed);
        expect(notes.startSeconds.every((time) => Number.isFinite(time) && time >= 0)).toBe(true);
        expect(notes.endSeconds.every((time, row) => Number.isFinite(time) && time >= notes.startSeconds[row]!)).toBe(
          true,
        );
        expect(bars.every(({ startSeconds }) => Number.isFinite(startSeconds))).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(ScoreParseError);
      }
    }),
    { seed: 11, numRuns: 1500 },
  );
});

test('numbers in the text that are absurd', () => {
  const digits = [...inMusicXml.matchAll(/>(\d+)</g)].map(({ index }) => index + 1);
  for (const at of digits) {
    for (const by of ['1e400', '9'.repeat(300), '0.0000000000001', '-5']) {
      const changed = inMusicXml.slice(0, at) + by + inMusicXml.slice(at).replace(/^\d+/, '');
      try {
        const { notes } = readMusicXml(changed);
        expect(notes.endSeconds.every(Number.isFinite)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(ScoreParseError);
      }
    }
  }
});
