import { describe, expect, test } from 'vitest';
import { filterNotes, type NoteTable } from '../../note-table.js';
import { readMidi } from '../../read/read-midi.js';
import { benchFile, benchNames, hasBench, median } from '../testing-support/bench.js';
import { noteAgreement, type TimedNotes } from '../testing-support/note-agreement.js';
import { type ReadAbcOptions, readAbc } from './read-abc.js';

function agreements(
  collection: string,
  options: ReadAbcOptions,
  keep: (notes: NoteTable, row: number) => boolean,
): number[] {
  const kept = ({ notes, tempoMap }: TimedNotes): TimedNotes => {
    return { notes: filterNotes(notes, (row) => keep(notes, row)), tempoMap };
  };
  return benchNames(`${collection}/abc`).map((name) => {
    const score = readAbc(benchFile(`${collection}/abc/${name}`), options);
    const midi = readMidi(benchFile(`${collection}/midi/${name.replace('.abc', '.mid')}`));
    return noteAgreement(kept(score), kept(midi));
  });
}

describe.skipIf(!hasBench)('tunes in ABC (skipped where ../shared/bench is absent)', () => {
  test('of mtc-ann have the notes of their MIDI files', () => {
    const found = agreements('mtc-ann', {}, () => true);
    expect(found).toHaveLength(171);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(0.99);
  });

  // The MIDI files were made by a program that carries no accidental to the next note, joins no tied notes, and goes back
  // to the beginning of the tune at every repeat sign; a third of the tunes have one of these.
  test.each([
    ['their melodies', {}, (notes: NoteTable, row: number) => notes.track[row] === 0],
    ['melodies and chords', { chords: true }, () => true],
  ])('of nottingham have the notes of their MIDI files: %s', (_, options, keep) => {
    const found = agreements('nottingham', options, keep);
    expect(found).toHaveLength(250);
    expect(median(found)).toBeGreaterThanOrEqual(0.99);
  });
});
