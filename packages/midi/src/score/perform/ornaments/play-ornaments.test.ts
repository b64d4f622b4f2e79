import { describe, expect, test } from 'vitest';
import { ScoreParseError } from '../../errors.js';
import type { Ornament } from '../../model/note-marks.js';
import type { ScoreBuilder } from '../../model/score-builder.js';
import { type ReadScoreOptions, resolveScoreOptions } from '../../options.js';
import type { PerformedScore } from '../../score-file.js';
import { ScoreIssueLog } from '../../score-issues.js';
import { addSketches, describeNotes, type NoteSketch, sketchBuilder } from '../../testing-support/scores.js';
import { performScore } from '../perform-score.js';

function perform(builder: ScoreBuilder, options: ReadScoreOptions = {}): PerformedScore {
  return performScore(builder.finish(), resolveScoreOptions(options), new ScoreIssueLog({ maxIssues: 10 }));
}

function performNotes(quartersPerMinute: number, ...notes: NoteSketch[]): PerformedScore {
  const builder = sketchBuilder();
  builder.addTempo({ measure: 0, offsetTicks: 0, quartersPerMinute });
  addSketches(builder, ...notes);
  return perform(builder);
}

const ornament = (kind: Ornament['kind'], more: Partial<Ornament> = {}): { marks: { ornament: Ornament } } => ({
  marks: { ornament: { kind, up: 2, down: 1, ...more } },
});

describe('the pace of figures', () => {
  test.each([
    [240, 8],
    [60, 8],
    [59, 16],
    [31, 16],
    [20, 32],
    [1, 32],
  ])('a quarter at %i quarters a minute has a trill of %i notes', (quartersPerMinute, count) => {
    expect(performNotes(quartersPerMinute, { pitch: 60, ...ornament('trill') }).notes.length).toBe(count);
  });

  test('short notes have shorter figures, and the shortest none', () => {
    expect(describeNotes(performNotes(120, { pitch: 60, quarters: 1 / 4, ...ornament('lower-mordent') }))).toEqual([
      '60 0-0.042',
      '59 0.042-0.083',
      '60 0.083-0.125',
    ]);
    expect(performNotes(120, { pitch: 60, quarters: 1 / 4, ...ornament('trill') }).notes.length).toBe(4);
    expect(performNotes(120, { pitch: 60, quarters: 1 / 16, ...ornament('trill') }).notes.length).toBe(1);
    expect(performNotes(120, { pitch: 60, quarters: 0, ...ornament('turn') }).notes.length).toBe(1);
  });
});

describe('ties', () => {
  const tied = (first: Partial<NoteSketch>, second: Partial<NoteSketch>): PerformedScore =>
    performNotes(
      120,
      { pitch: 60, at: 0, quarters: 1 / 2, tieStart: true, ...first },
      { pitch: 60, at: 1 / 2, quarters: 1 / 2, tieStop: true, ...second },
    );

  test('a trill goes on through them', () => {
    expect(tied(ornament('trill'), {}).notes.length).toBe(8);
  });

  test('an ornament of the second note begins there', () => {
    expect(describeNotes(tied({}, ornament('upper-mordent')))).toEqual([
      '60 0-0.313',
      '62 0.313-0.375',
      '60 0.375-0.5',
    ]);
    expect(describeNotes(tied({}, ornament('turn'))).slice(0, 2)).toEqual(['60 0-0.25', '62 0.25-0.313']);
  });
});

test('a delayed turn leads to the next note', () => {
  expect(describeNotes(performNotes(120, { pitch: 60, ...ornament('delayed-turn') }))).toEqual([
    '60 0-0.25',
    '62 0.25-0.313',
    '60 0.313-0.375',
    '59 0.375-0.438',
    '60 0.438-0.5',
  ]);
});

test('figures stay within the pitches of MIDI', () => {
  const { notes } = performNotes(
    120,
    { pitch: 127, ...ornament('turn') },
    { pitch: 0, at: 2, ...ornament('lower-mordent') },
  );
  expect([...notes.pitch]).toEqual([127, 127, 126, 127, 0, 0, 0]);
});

test('each note of a figure is in the bar and on the beat where it starts', () => {
  const builder = sketchBuilder();
  builder.measure(0).timeSignature = { beats: 1, beatType: 4 };
  addSketches(builder, { pitch: 60, tieStart: true, ...ornament('trill') }, { measure: 1, pitch: 60, tieStop: true });
  const { noteBars, noteBeats } = perform(builder);
  expect([...noteBars]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
  expect([...noteBeats.slice(7, 10)]).toEqual([1.875, 1, 1.125]);
});

describe('grace notes', () => {
  const grace = (index: number, style: 'short' | 'long'): NoteSketch => ({
    pitch: 72 + index,
    at: 1,
    graceIndex: index,
    marks: { grace: style },
  });

  test('delay all notes of the chord they lead to, and none of other voices', () => {
    const chord = [
      { pitch: 60, at: 1 },
      { pitch: 64, at: 1 },
      { pitch: 48, at: 1, voice: '2' },
    ];
    expect(describeNotes(performNotes(120, grace(0, 'long'), ...chord))).toEqual([
      '48 0.5-1',
      '72 0.5-0.75',
      '60 0.75-1',
      '64 0.75-1',
    ]);
  });

  test('never take more than half of their note', () => {
    expect(describeNotes(performNotes(120, grace(0, 'short'), { pitch: 60, at: 1, quarters: 1 / 8 }))).toEqual([
      '72 0.5-0.531',
      '60 0.531-0.563',
    ]);
  });

  test('come before a note that a tie leads into', () => {
    const notes = [{ pitch: 60, tieStart: true }, grace(0, 'long'), { pitch: 60, at: 1, tieStop: true }];
    expect(describeNotes(performNotes(120, ...notes))).toEqual(['60 0-1', '72 0.438-0.5']);
  });

  test('tied to their note begin with the beat', () => {
    const notes = [
      { ...grace(0, 'short'), tieStart: true },
      { pitch: 72, at: 1, tieStop: true },
    ];
    expect(describeNotes(performNotes(120, ...notes))).toEqual(['72 0.5-1']);
  });

  test('make the ornament of their note later', () => {
    const notes = [grace(0, 'long'), { pitch: 60, at: 1, ...ornament('upper-mordent') }];
    expect(describeNotes(performNotes(120, ...notes)).map((each) => each.split('-')[0])).toEqual([
      '72 0.5',
      '60 0.75',
      '62 0.813',
      '60 0.875',
    ]);
  });
});

describe('as written', () => {
  test('there are no figures', () => {
    const builder = sketchBuilder();
    addSketches(
      builder,
      { pitch: 60, ...ornament('trill') },
      { pitch: 72, at: 1, graceIndex: 0, marks: { grace: 'long' } },
      { pitch: 64, at: 1 },
    );
    expect(describeNotes(perform(builder, { ornaments: 'as-written' }))).toEqual([
      '60 0-0.5',
      '72 0.438-0.5',
      '64 0.5-1',
    ]);
  });
});

test('limits hold for the notes of figures', () => {
  const long = (quarters: number): ScoreBuilder => {
    const builder = sketchBuilder();
    addSketches(builder, { pitch: 60, quarters, ...ornament('trill') });
    return builder;
  };
  expect(perform(long(12), { maxNotes: 96 }).notes.length).toBe(96);
  expect(() => perform(long(12), { maxNotes: 95 })).toThrowError(ScoreParseError);
  expect(() => perform(long(12), { maxNotes: 95 })).toThrowError(/at most 95 notes with ornaments played \(maxNotes\)/);
  // Nothing is allocated by a length that a file claims.
  const { notes } = perform(long(1e7));
  expect([notes.length, notes.endSeconds[999]]).toEqual([1000, 5e6]);
  expect(() => perform(sketchBuilder(), { ornaments: 'sometimes' as 'played' })).toThrowError(
    /expected 'played' or 'as-written', got sometimes/,
  );
});
