import { iterateNotes } from '@midizero/midi';
import { expect, test } from 'vitest';
import { INSTRUMENTS } from './instruments.js';
import { shapeNotes } from './shape-notes.js';
import type { TrackedNote } from './tracked-note.js';

const asTracked = {
  ...INSTRUMENTS.piano,
  shortestSeconds: 0,
  ghostRatio: 0,
  subOctaveRatio: 0,
  joinSeconds: 0,
  restrikeThreshold: 0,
};

function note(pitch: number, startFrame: number, endFrame: number, onset = 0.8, strength = 0.8): TrackedNote {
  return { pitch, startFrame, endFrame, onset, strength };
}

/** [pitch, first frame, one past the last] of each note. */
function shaped(notes: readonly TrackedNote[], changes: Partial<typeof asTracked> = {}): number[][] {
  const frames = (seconds: number): number => Math.round((seconds * 22_050) / 256);
  return [...iterateNotes(shapeNotes(notes, { ...asTracked, ...changes }))].map(
    ({ pitch, startSeconds, endSeconds }) => [pitch, frames(startSeconds), frames(endSeconds)],
  );
}

test('times in seconds, velocity from the probability', () => {
  const table = shapeNotes([note(60, 86, 172, 0.9, 0.5)], asTracked);
  expect(table.startSeconds[0]).toBeCloseTo((86 * 256) / 22_050, 9);
  expect(table.endSeconds[0]).toBeCloseTo((172 * 256) / 22_050, 9);
  expect(table.velocity[0]).toBe(64);
});

test('notes that are too short, too low or too high are dropped', () => {
  const notes = [note(60, 0, 3), note(62, 0, 6), note(40, 0, 20), note(90, 0, 20)];
  expect(shaped(notes, { shortestSeconds: 0.05, lowestPitch: 45, highestPitch: 80 })).toEqual([[62, 0, 6]]);
});

test.each([
  [12, 'ghostRatio'],
  [19, 'ghostRatio'],
  [24, 'ghostRatio'],
  [28, 'ghostRatio'],
  [31, 'ghostRatio'],
  [36, 'ghostRatio'],
  [-12, 'subOctaveRatio'],
] as const)('%i semitones from a note struck with it, a weaker one is its ghost', (interval, ratio) => {
  const fundamental = note(60, 100, 140, 0.9, 0.8);
  const ghost = note(60 + interval, 102, 112, 0.9, 0.6);
  const dropping = { [ratio]: 0.5 };
  expect(shaped([fundamental, ghost], dropping)).toEqual([[60, 100, 140]]);
  expect(shaped([fundamental, ghost]), 'not asked for').toHaveLength(2);
  expect(shaped([fundamental, { ...ghost, endFrame: 140 }], dropping), 'one that lasts').toHaveLength(2);
  expect(shaped([fundamental, { ...ghost, startFrame: 105 }], dropping), 'struck later').toHaveLength(2);
  expect(shaped([fundamental, { ...ghost, pitch: ghost.pitch + 1 }], dropping), 'no partial').toHaveLength(2);
});

test('a note cut in two is joined, but not one struck again, nor one far off, nor another key', () => {
  const joining = { joinSeconds: 3 / 86, restrikeThreshold: 0.7 };
  expect(shaped([note(60, 0, 20), note(60, 22, 40, 0.6)], joining)).toEqual([[60, 0, 40]]);
  expect(shaped([note(60, 0, 20), note(60, 22, 40, 0.8)], joining)).toHaveLength(2);
  expect(shaped([note(60, 0, 20), note(60, 26, 40, 0.6)], joining)).toHaveLength(2);
  expect(shaped([note(60, 0, 20), note(61, 22, 40, 0.6)], joining)).toHaveLength(2);
  expect(shaped([note(60, 0, 20), note(60, 22, 40, 0.6)])).toHaveLength(2);
});

test('one note at a time: the stronger one stays whole', () => {
  const alone = { monophonic: true };
  expect(shaped([note(60, 0, 20), note(64, 15, 60)], alone)).toEqual([
    [60, 0, 15],
    [64, 15, 60],
  ]);
  expect(shaped([note(60, 0, 60), note(64, 15, 30)], alone)).toEqual([[60, 0, 60]]);
  expect(shaped([note(60, 0, 40), note(64, 35, 50)], alone)).toEqual([
    [60, 0, 40],
    [64, 40, 50],
  ]);
  expect(shaped([note(60, 0, 20), note(64, 10, 30)])).toHaveLength(2);
});
