import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { ScoreParseError } from '../errors.js';
import { attributes, musicXml, note } from '../testing-support/musicxml.js';
import { readMxl } from './read-mxl.js';

const score = strToU8(musicXml(attributes(1) + note('C4', 4)));
const other = strToU8(musicXml(attributes(1) + note('D4', 4)));
const container = (...files: string[]): Uint8Array =>
  strToU8(`<container><rootfiles>${files.map((file) => `<rootfile ${file}/>`).join('')}</rootfiles></container>`);

const pitchesOf = (entries: Record<string, Uint8Array>): number[] => [...readMxl(zipSync(entries)).notes.pitch];

describe('archives', () => {
  test('the score that the container names first', () => {
    const files = container('full-path="a.pdf" media-type="application/pdf"', 'full-path="in/b.xml"');
    expect(pitchesOf({ 'META-INF/container.xml': files, 'a.xml': other, 'in/b.xml': score })).toEqual([60]);
    const typed = container('full-path="b.xml" media-type="application/vnd.recordare.musicxml+xml"');
    expect(pitchesOf({ 'META-INF/container.xml': typed, 'b.xml': score })).toEqual([60]);
  });

  test('without a container, the first XML file', () => {
    expect(pitchesOf({ 'readme.txt': strToU8('hello'), 'b.musicxml': score })).toEqual([60]);
  });

  test.each([
    ['no zip', strToU8('PK\u0003\u0004 but no more'), /expected a zip archive, got invalid zip data/],
    [
      'no score',
      zipSync({ 'a.txt': score }),
      /expected an archive with a MusicXML score, got an archive of 1 other files/,
    ],
    [
      'a missing score',
      zipSync({ 'META-INF/container.xml': container('full-path="x.xml"') }),
      /got a container that names x.xml/,
    ],
    ['a damaged container', zipSync({ 'META-INF/container.xml': strToU8('<a') }), /expected well-formed XML/],
  ])('%s is refused', (_, bytes, message) => {
    expect(() => readMxl(bytes)).toThrowError(ScoreParseError);
    expect(() => readMxl(bytes)).toThrowError(message);
  });

  test('what would unpack to more than allowed is refused before it is unpacked', () => {
    const bomb = zipSync({ 'a.xml': new Uint8Array(2_000_000) });
    expect(bomb.length).toBeLessThan(10_000);
    expect(() => readMxl(bomb, { maxBytes: 1_000_000 })).toThrowError(
      /at most 1000000 bytes \(maxBytes\), got 2000000/,
    );
  });

  test('what is larger than it says is cut', () => {
    const archive = zipSync({ 'a.xml': new Uint8Array(2_000_000).fill(32) });
    // The size stands in the local header and in the central directory.
    const size = [...Uint8Array.from([0x80, 0x84, 0x1e, 0])];
    for (let i = 0; i + 4 <= archive.length; i++) {
      if (size.every((byte, j) => archive[i + j] === byte)) archive.set([100, 0, 0, 0], i);
    }
    expect(() => readMxl(archive)).toThrowError(ScoreParseError);
  });

  test('damaged bytes give a typed error or a score', () => {
    const archive = zipSync({ 'META-INF/container.xml': container('full-path="b.xml"'), 'b.xml': score });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (edits) => {
          const bytes = archive.slice();
          for (const [at, value] of edits) bytes[at] = value;
          try {
            readMxl(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(ScoreParseError);
          }
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });
});
