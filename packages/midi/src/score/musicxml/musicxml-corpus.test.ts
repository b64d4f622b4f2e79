import { describe, expect, test } from 'vitest';
import { readMidi } from '../../read/read-midi.js';
import { TICKS_PER_QUARTER } from '../model/ticks.js';
import { readMxl } from '../mxl/read-mxl.js';
import type { ScoreFile } from '../score-file.js';
import { benchFile, hasBench, median } from '../testing-support/bench.js';
import {
  inQuarters,
  ornamentsIn,
  type QuarterNote,
  silenceOrnaments,
  unmatched,
} from '../testing-support/without-ornaments.js';
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
  readonly f1: number;
  /** The same, but for what is written as an ornament and how that is played. */
  readonly withoutOrnaments: number;
}

const quartersOf = ({ notes, tempoMap, bars }: ScoreFile): QuarterNote[] =>
  inQuarters(notes, (seconds) => tempoMap.tickAt(Math.max(0, seconds - bars[0]!.startSeconds)) / TICKS_PER_QUARTER);

function compare([xmlFile = '', , midiFile = '']: readonly string[]): Agreement {
  const xml = new TextDecoder().decode(benchFile(xmlFile));
  const { notes, tempoMap, division } = readMidi(benchFile(midiFile));
  const ticksPerQuarter = division.kind === 'metrical' ? division.ticksPerQuarter : Number.NaN;
  const played = inQuarters(notes, (seconds) => tempoMap.tickAt(seconds) / ticksPerQuarter);
  const written = quartersOf(readMusicXml(xml));
  const all = unmatched(written, played);
  const plain = quartersOf(readMusicXml(silenceOrnaments(xml)));
  const left = unmatched(plain, played);
  const ornamented = unmatched(written, plain).a;
  const others = left.b.length - ornamentsIn(left.b, ornamented).length;
  const f1 = (matches: number, missed: number): number => (2 * matches) / (2 * matches + missed);
  return {
    file: xmlFile.replace('scores-musicxml/', ''),
    f1: f1(written.length - all.a.length, all.a.length + all.b.length),
    withoutOrnaments: f1(plain.length - left.a.length, left.a.length + others),
  };
}

/** Where the file itself contradicts the MIDI of its score, ornaments apart: see decision 0012. */
const CONTRADICTORY = new Set(['Schumann__Kreisleriana_3.musicxml']);

describe.skipIf(!hasBench)('MusicXML against the MIDI of the score (skipped where ../shared/bench is absent)', () => {
  const agreements = rowsOf('scores-musicxml/musicxml.csv').map(compare);
  const table = agreements.map(
    (each) => [each.file, each.f1.toFixed(4), each.withoutOrnaments.toFixed(4), each] as const,
  );

  test.each(table)('%s: F1 %s, without ornaments %s', (file, _, __, { withoutOrnaments }) => {
    expect(withoutOrnaments).toBeGreaterThan(CONTRADICTORY.has(file) ? 0.7 : 0.98);
  });

  test(`the median file: F1 ${hasBench ? median(agreements.map(({ f1 }) => f1)).toFixed(4) : ''}`, () => {
    expect(median(agreements.map(({ withoutOrnaments }) => withoutOrnaments))).toBeGreaterThan(0.995);
    expect(median(agreements.map(({ f1 }) => f1))).toBeGreaterThan(0.985);
  });
});

describe.skipIf(!hasBench)('compressed MusicXML (skipped where ../shared/bench is absent)', () => {
  test.each(rowsOf('scores-mxl/mxl.csv').map((row) => [row[0]!, ...row.slice(-4).map(Number)] as const))(
    '%s: %i parts, %i notes, %i of them grace notes',
    (file, parts, notes) => {
      const score = readMxl(benchFile(file), { repeats: 'as-written' });
      expect([score.parts.length, score.notes.length]).toEqual([parts, notes]);
    },
  );
});
