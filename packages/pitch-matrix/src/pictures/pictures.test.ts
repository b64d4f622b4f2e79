import { InvalidArgumentError } from '@midizero/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pitchName } from './keyboard-rows.js';
import { pictureRows } from './picture-rows.js';
import { windowToSvg } from './window-to-svg.js';
import { windowToText } from './window-to-text.js';

function window(...frames: number[][]): Float32Array {
  const data = new Float32Array(frames.length * 88);
  for (const [frame, pitches] of frames.entries()) for (const pitch of pitches) data[frame * 88 + pitch - 21] = 1;
  return data;
}

test.each([
  [21, 'A0'],
  [60, 'C4'],
  [61, 'C♯4'],
  [108, 'C8'],
])('pitch %i is %s', (pitch, name) => {
  expect(pitchName(pitch)).toBe(name);
});

describe('pictureRows', () => {
  test('every note has its cell, in an octave of rows or more, all on the keyboard', () => {
    const framesArbitrary = fc.array(fc.uniqueArray(fc.integer({ min: 21, max: 108 })), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(framesArbitrary, (frames) => {
        const rows = pictureRows(window(...frames));
        expect(rows.length).toBeGreaterThanOrEqual(13);
        expect(rows[0]!.pitch).toBeLessThanOrEqual(108);
        expect(rows.at(-1)!.pitch).toBeGreaterThanOrEqual(21);
        const shown = frames.map((_, frame) => rows.filter(({ cells }) => cells[frame]).map(({ pitch }) => pitch));
        expect(shown).toEqual(frames.map((pitches) => pitches.toSorted((a, b) => b - a)));
      }),
    );
  });

  test.each([0, 87])('%i numbers are refused', (size) => {
    expect(() => pictureRows(new Float32Array(size))).toThrowError(InvalidArgumentError);
  });
});

test('windowToText draws pitches from high to low', () => {
  expect(windowToText(window([60], [64, 72], []), { note: 'x', rest: '.' })).toBe(
    [
      ' C5 . x .',
      ' B4 . . .',
      'A♯4 . . .',
      ' A4 . . .',
      'G♯4 . . .',
      ' G4 . . .',
      'F♯4 . . .',
      ' F4 . . .',
      ' E4 . x .',
      'D♯4 . . .',
      ' D4 . . .',
      'C♯4 . . .',
      ' C4 x . .',
    ].join('\n'),
  );
});

describe('windowToSvg', () => {
  test('one rounded rectangle a note, at its frame', () => {
    const svg = windowToSvg(window([60], [64, 72]), { noteColor: '#123456', frameWidth: 30 });
    const left = [...svg.matchAll(/<rect x="([\d.]+)"[^>]* fill="#123456" rx="2"\/>/g)].map((match) =>
      Number(match[1]),
    );
    expect(left.sort((a, b) => a - b)).toEqual([50, 80, 80]);
    expect(svg).toContain('>C4</text>');
  });

  test('title and colour cannot leave their place', () => {
    const svg = windowToSvg(window([60]), { title: '<b>&\u0001', noteColor: '"/><script>' });
    expect(svg).toContain('<title>&#60;b&#62;&#38;</title>');
    expect(svg).not.toContain('<script>');
  });

  test('sizes that are not above 0 are refused', () => {
    expect(() => windowToSvg(window([60]), { rowHeight: 0 })).toThrowError(/^rowHeight/);
    expect(() => windowToSvg(window([60]), { frameWidth: Number.NaN })).toThrowError(/^frameWidth/);
  });
});
