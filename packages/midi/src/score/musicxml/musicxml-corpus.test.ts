import { describe, expect, test } from 'vitest';
import { readMidi } from '../../read/read-midi.js';
import { readMxl } from '../mxl/read-mxl.js';
import { benchFile, hasBench, median } from '../testing-support/bench.js';
import { noteAgreement } from '../testing-support/note-agreement.js';
import { readMusicXml } from './read-musicxml.js';

/** Rows of a CSV file of the benchmark; none where it is absent. No field that is used is quoted. */
function rowsOf(path: string): string[][] {
  if (!hasBench) return [];
  const [, ...lines] = new TextDecoder().decode(benchFile(path)).trim().split(/\r?\n/);
  return lines.map((line) => line.split(','));
}

interface Agreement {
  readonly file: string;
  /** F1 of notes, pitch equal and onset within a 64th. */
  readonly played: number;
  /** The same with `ornaments: 'as-written'`. */
  readonly asWritten: number;
}

function compare([xmlFile = '', , midiFile = '']: readonly string[]): Agreement {
  const xml = benchFile(xmlFile);
  const midi = readMidi(benchFile(midiFile));
  return {
    file: xmlFile.replace('scores-musicxml/', ''),
    played: noteAgreement(readMusicXml(xml), midi),
    asWritten: noteAgreement(readMusicXml(xml, { ornaments: 'as-written' }), midi),
  };
}

/** Where the file contradicts itself, and no reading of it gives the rhythm of the MIDI file: see decision 0059. */
const CONTRADICTORY = new Set(['Schumann__Kreisleriana_3.musicxml']);

describe.skipIf(!hasBench)('MusicXML against the MIDI of the score (skipped where ../shared/bench is absent)', () => {
  const agreements = rowsOf('scores-musicxml/musicxml.csv').map(compare);
  const table = agreements.map(
    (each) => [each.file, each.played.toFixed(4), each.asWritten.toFixed(4), each.played] as const,
  );

  test.each(table)('%s: F1 %s, as written %s', (file, _, __, played) => {
    expect(played).toBeGreaterThanOrEqual(CONTRADICTORY.has(file) ? 0.7 : 0.97);
  });

  const medians = hasBench
    ? [median(agreements.map(({ played }) => played)), median(agreements.map(({ asWritten }) => asWritten))]
    : [];
  test(`the median file: F1 ${medians.map((each) => each.toFixed(4)).join(', as written ')}`, () => {
    expect(medians[0]).toBeGreaterThanOrEqual(0.99);
    expect(medians[1]).toBeGreaterThan(0.985);
  });
});

describe.skipIf(!hasBench)('compressed MusicXML (skipped where ../shared/bench is absent)', () => {
  test.each(rowsOf('scores-mxl/mxl.csv').map((row) => [row[0]!, ...row.slice(-4).map(Number)] as const))(
    '%s: %i parts, %i notes, %i of them grace notes',
    (file, parts, notes) => {
      const score = readMxl(benchFile(file), { repeats: 'as-written', ornaments: 'as-written' });
      expect([score.parts.length, score.notes.length]).toEqual([parts, notes]);
    },
  );
});
