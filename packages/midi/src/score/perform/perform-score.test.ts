import { describe, expect, test } from 'vitest';
import { ScoreParseError } from '../errors.js';
import type { ScoreBuilder } from '../model/score-builder.js';
import { ticksFromQuarters } from '../model/ticks.js';
import { resolveScoreOptions } from '../options.js';
import type { PerformedScore } from '../score-file.js';
import { ScoreIssueLog } from '../score-issues.js';
import { ending } from '../testing-support/measures.js';
import { addSketches, describeNotes, sketchBuilder } from '../testing-support/scores.js';
import { performScore } from './perform-score.js';

interface Performance extends PerformedScore {
  readonly messages: readonly string[];
}

function perform(builder: ScoreBuilder, options: Parameters<typeof resolveScoreOptions>[0] = {}): Performance {
  const issues = new ScoreIssueLog({ maxIssues: 10 });
  const performed = performScore(builder.finish(), resolveScoreOptions(options), issues);
  return { ...performed, messages: issues.issues.map(({ message }) => message) };
}

describe('time', () => {
  test('120 quarters a minute, unless tempo marks say otherwise', () => {
    const builder = sketchBuilder();
    addSketches(builder, { pitch: 60 }, { pitch: 62, at: 1 }, { pitch: 64, at: 2, quarters: 2 });
    builder.addTempo({ measure: 0, offsetTicks: ticksFromQuarters(2), quartersPerMinute: 60 });
    expect(describeNotes(perform(builder))).toEqual(['60 0-0.5', '62 0.5-1', '64 1-3']);
  });

  test('a repeat goes back to the tempo that is written there', () => {
    const builder = sketchBuilder();
    for (const measure of [0, 1]) addSketches(builder, { measure, pitch: 60 + measure, quarters: 4 });
    builder.addTempo({ measure: 1, offsetTicks: 0, quartersPerMinute: 240 });
    builder.measure(1).repeatEnd = {};
    expect(describeNotes(perform(builder))).toEqual(['60 0-2', '61 2-3', '60 3-5', '61 5-6']);
  });

  test('triplets and other odd values meet the beat', () => {
    const builder = sketchBuilder();
    for (const [index, parts] of [3, 5, 7, 11, 13].entries()) {
      for (let part = 0; part < parts; part++) {
        const at = index + part / parts;
        addSketches(builder, { pitch: 60, at, quarters: 1 / parts });
      }
    }
    const { notes } = perform(builder);
    for (let row = 1; row < notes.length; row++) expect(notes.startSeconds[row]).toBe(notes.endSeconds[row - 1]);
  });
});

describe('bars and beats', () => {
  test('of notes, with a pickup and a bar that a repeat divides', () => {
    const builder = sketchBuilder();
    addSketches(builder, { pitch: 60 });
    builder.measure(0).timeSignature = { beats: 3, beatType: 4 };
    addSketches(builder, { measure: 1, pitch: 62 }, { measure: 1, pitch: 64, at: 1 }, { measure: 2, pitch: 65 });
    builder.measure(0).number = '0';
    builder.measure(1).number = '1';
    builder.measure(1).repeatEnd = {};
    builder.measure(2).number = '1';
    builder.measure(2).continuesBar = true;
    const { bars, noteBars, noteBeats, barAt } = perform(builder);
    expect(bars.map(({ number }) => number)).toEqual(['0', '1', '0', '1', '1']);
    expect([...noteBars]).toEqual([0, 1, 1, 2, 3, 3, 4]);
    expect([...noteBeats]).toEqual([3, 1, 2, 3, 1, 2, 3]);
    expect(bars.map(({ measure }) => measure)).toEqual([0, 1, 0, 1, 2]);
    expect(barAt(0.6)).toEqual({ number: '1', measure: 1, startSeconds: 0.5, endSeconds: 1.5 });
    expect([barAt(-1), barAt(99)]).toEqual([bars[0], bars[4]]);
  });

  test('beats count in the unit of the time signature', () => {
    const builder = sketchBuilder();
    builder.measure(0).timeSignature = { beats: 6, beatType: 8 };
    addSketches(builder, { pitch: 60, at: 1.5, quarters: 1.5 });
    expect([...perform(builder).noteBeats]).toEqual([4]);
  });

  test('a score without measures', () => {
    const { notes, bars, durationSeconds, barAt } = perform(sketchBuilder());
    expect([notes.length, bars.length, durationSeconds, barAt(0)]).toEqual([0, 0, 0, undefined]);
  });
});

describe('ties', () => {
  test('join notes across bar lines and voices', () => {
    const builder = sketchBuilder();
    addSketches(
      builder,
      { pitch: 60, quarters: 4, tieStart: true },
      { measure: 1, pitch: 60, quarters: 4, tieStop: true, tieStart: true },
      { measure: 2, pitch: 60, tieStop: true, voice: '2' },
      { measure: 2, pitch: 60, at: 1 },
    );
    const { messages, ...performed } = perform(builder);
    expect(describeNotes(performed)).toEqual(['60 0-4.5', '60 4.5-5']);
    expect([...performed.noteBars]).toEqual([0, 2]);
    expect(messages).toEqual([]);
  });

  test('of two voices in unison stay apart', () => {
    const builder = sketchBuilder();
    addSketches(
      builder,
      { pitch: 60, quarters: 2, tieStart: true },
      { pitch: 60, quarters: 2, tieStart: true, voice: '2' },
      { pitch: 60, at: 2, quarters: 1, tieStop: true, voice: '2' },
      { pitch: 60, at: 2, quarters: 2, tieStop: true },
    );
    expect(describeNotes(perform(builder))).toEqual(['60 0-2', '60 0-1.5']);
  });

  test('lead from before a repeat into its first and its second ending', () => {
    const builder = sketchBuilder();
    addSketches(
      builder,
      { pitch: 60, quarters: 4, tieStart: true },
      { measure: 1, pitch: 60, quarters: 4, tieStop: true },
      { measure: 2, pitch: 60, quarters: 4, tieStop: true },
    );
    Object.assign(builder.measure(1), { ending: ending(1), repeatEnd: {} });
    builder.measure(2).ending = ending(2);
    const { messages, ...performed } = perform(builder);
    expect(describeNotes(performed)).toEqual(['60 0-4', '60 4-8']);
    expect(messages).toEqual([]);
  });

  test('from nowhere start a note, and are reported', () => {
    const builder = sketchBuilder();
    addSketches(builder, { pitch: 60, tieStart: true }, { pitch: 60, at: 2, tieStop: true });
    builder.measure(0).number = '7';
    const { messages, ...performed } = perform(builder);
    expect(describeNotes(performed)).toEqual(['60 0-0.5', '60 1-1.5']);
    expect(messages).toEqual(['part Piano, measure 7: a tie to pitch 60 comes from no note']);
  });
});

describe('grace notes', () => {
  test('come one after the other before the note they lead to', () => {
    const builder = sketchBuilder();
    builder.measure(0).timeSignature = { beats: 2, beatType: 4 };
    addSketches(
      builder,
      { pitch: 60 },
      { pitch: 71, at: 1, graceIndex: 0 },
      { pitch: 72, at: 1, graceIndex: 1 },
      { pitch: 76, at: 1, graceIndex: 1 },
      { pitch: 74, at: 1 },
    );
    const performed = perform(builder);
    expect(describeNotes(performed)).toEqual([
      '60 0-0.5',
      '71 0.375-0.438',
      '72 0.438-0.5',
      '76 0.438-0.5',
      '74 0.5-1',
    ]);
    expect([...performed.noteBeats]).toEqual([1, 2, 2, 2, 2]);
  });

  test('of long groups share a quarter, and those at the start begin at 0', () => {
    const builder = sketchBuilder();
    for (let graceIndex = 0; graceIndex < 16; graceIndex++)
      addSketches(builder, { pitch: 60 + graceIndex, graceIndex });
    addSketches(builder, { pitch: 80 });
    const { notes, bars } = perform(builder);
    expect([notes.startSeconds[0], notes.startSeconds[1], notes.startSeconds[16]]).toEqual([0, 1 / 32, 0.5]);
    expect(bars[0]!.startSeconds).toBe(0.5);
  });

  test('tied to the note they lead to are one with it', () => {
    const builder = sketchBuilder();
    addSketches(builder, { pitch: 60, at: 1, graceIndex: 0, tieStart: true }, { pitch: 60, at: 1, tieStop: true });
    expect(describeNotes(perform(builder))).toEqual(['60 0.438-1']);
  });
});

describe('order', () => {
  test('a play order comes before the signs, and as written before both', () => {
    const make = (): ScoreBuilder => {
      const builder = sketchBuilder();
      for (const measure of [0, 1, 2]) addSketches(builder, { measure, pitch: 60 + measure, quarters: 4 });
      builder.measure(2).repeatEnd = {};
      builder.playOrder = [1, 0, 1];
      return builder;
    };
    expect([...perform(make()).notes.pitch]).toEqual([61, 60, 61]);
    expect([...perform(make(), { repeats: 'as-written' }).notes.pitch]).toEqual([60, 61, 62]);
  });

  test('percussion is on its channel, parts are tracks', () => {
    const builder = sketchBuilder();
    const part = builder.addPart('Drums');
    addSketches(builder, { pitch: 38, part, isPercussion: true });
    const { notes, parts } = perform(builder);
    expect([notes.channel[0], notes.track[0], parts[1]!.name]).toEqual([9, 1, 'Drums']);
  });
});

test('limits', () => {
  const builder = sketchBuilder();
  addSketches(builder, { pitch: 60 }, { pitch: 62, at: 1 });
  builder.measure(0).repeatEnd = { times: 3 };
  expect(() => perform(builder, { maxNotes: 5 })).toThrowError(ScoreParseError);
  expect(() => perform(builder, { maxMeasures: 2 })).toThrowError(/at most 2 measures with repeats played/);
});
