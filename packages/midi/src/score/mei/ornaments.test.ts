import { describe, expect, test } from 'vitest';
import { measure, mei, note } from '../testing-support/mei.js';
import { describeNotes } from '../testing-support/scores.js';
import { readMei } from './read-mei.js';

/** The pitches of a layer with what stands beside it, in order of onset. */
const pitchesOf = (layer: string, beside = '', definition?: string): number[] => [
  ...readMei(mei(measure(1, layer, beside), definition)).notes.pitch,
];
const at = 'startid="#a"';
const e4 = note('e4', 4, 'xml:id="a"');

describe('ornaments', () => {
  test.each([
    [`<trill ${at}/>`, [64, 65, 64, 65, 64, 65, 64, 65]],
    [`<trill ${at} accidupper="s"/>`, [64, 66, 64, 66, 64, 66, 64, 66]],
    [`<mordent ${at}/>`, [64, 62, 64]],
    [`<mordent ${at} form="lower" accidlower="s"/>`, [64, 63, 64]],
    [`<mordent ${at} form="upper"/>`, [64, 65, 64]],
    [`<mordent ${at} form="upper" long="true"/>`, [64, 65, 64, 65, 64]],
    [`<turn ${at}/>`, [65, 64, 62, 64]],
    [`<turn ${at} form="lower"/>`, [62, 64, 65, 64]],
    [`<turn ${at} delayed="true"/>`, [64, 65, 64, 62, 64]],
    ['<mordent tstamp="1" staff="1"/>', [64, 62, 64]],
    ['<mordent tstamp="2" staff="1"/>', [64]],
    ['<mordent startid="#nothing"/>', [64]],
  ])('%s', (event, pitches) => {
    expect(pitchesOf(e4, event)).toEqual(pitches);
  });

  test('have the neighbours of the key and the measure', () => {
    expect(pitchesOf(e4, `<mordent ${at} form="upper"/>`, 'keysig="1s"')).toEqual([64, 66, 64]);
    expect(pitchesOf(note('f4', 4, 'accid="s"') + e4, `<mordent ${at} form="upper"/>`)).toEqual([66, 64, 66, 64]);
    const flat = note('e4', 4, 'xml:id="a" accid="f"');
    expect(pitchesOf(flat, `<mordent ${at} form="upper"/>`)).toEqual([63, 65, 63]);
  });

  test('are of the highest note of a chord', () => {
    const chord = `<chord dur="4" xml:id="a"><note pname="c" oct="4"/><note pname="e" oct="4"/></chord>`;
    expect(pitchesOf(chord, `<mordent ${at}/>`)).toEqual([60, 64, 62, 64]);
  });
});

test('broken chords, upwards, downwards and not', () => {
  const chord = `<chord dur="2" xml:id="a"><note pname="c" oct="4"/><note pname="e" oct="4"/></chord>`;
  const notes = (attributes: string): string[] =>
    describeNotes(readMei(mei(measure(1, chord, `<arpeg ${attributes}/>`))));
  expect(notes('startid="#a"')).toEqual(['60 0-1', '64 0.063-1']);
  expect(notes('plist="#a" order="down"')).toEqual(['64 0-1', '60 0.063-1']);
  expect(notes('plist="#a" order="nonarp"')).toEqual(['60 0-1', '64 0-1']);
});

test.each([
  [`<bTrem unitdur="16">${note('c4', 4)}</bTrem>`, [60, 60, 60, 60]],
  [`<bTrem>${note('c4', 4, 'stem.mod="1slash"')}</bTrem>`, [60, 60]],
  [`<bTrem>${note('c4', 8, 'stem.mod="2slash"')}</bTrem>`, [60, 60, 60, 60]],
  [`<bTrem>${note('c4', 4)}</bTrem>`, Array.from({ length: 8 }, () => 60)],
  [`<fTrem beams="2">${note('c4', 4)}${note('e4', 4)}</fTrem>`, [60, 64, 60, 64]],
  [`<fTrem unitdur="8">${note('c4', 2)}${note('e4', 2)}</fTrem>`, [60, 64, 60, 64]],
])('tremolo: %s', (layer, pitches) => {
  expect(pitchesOf(layer)).toEqual(pitches);
});
