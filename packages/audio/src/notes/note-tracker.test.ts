import { expect, test } from 'vitest';
import { KEYS } from '../posteriors/network-contract.js';
import { INSTRUMENTS } from './instruments.js';
import { NoteTracker } from './note-tracker.js';
import { byStart, type TrackedNote } from './tracked-note.js';

const options = {
  ...INSTRUMENTS.piano,
  onsetThreshold: 0.5,
  frameThreshold: 0.3,
  gapSeconds: 3 / 86,
  riseWeight: 0,
  onsetlessThreshold: 1.1,
  onsetlessSeconds: 0.1,
};
const C4 = 60;

interface Picture {
  readonly length: number;
  /** [pitch, frame, probability] */
  readonly onsets?: readonly (readonly [number, number, number])[];
  /** [pitch, first frame, one past the last, probability] */
  readonly frames?: readonly (readonly [number, number, number, number])[];
  /** Frames that are silent. */
  readonly silent?: readonly [number, number];
}

function posteriors({ length, onsets = [], frames = [], silent = [0, 0] }: Picture) {
  const picture = {
    onsets: new Float32Array(length * KEYS),
    frames: new Float32Array(length * KEYS),
    levels: new Float32Array(length).fill(0.1),
  };
  for (const [pitch, frame, probability] of onsets) picture.onsets[frame * KEYS + pitch - 21] = probability;
  for (const [pitch, first, end, probability] of frames) {
    for (let frame = first; frame < end; frame++) picture.frames[frame * KEYS + pitch - 21] = probability;
  }
  picture.levels.fill(0, ...silent);
  return picture;
}

/** Tracks in pieces of some rows, which must not matter. */
function track(picture: Picture, changes: Partial<typeof options> = {}): TrackedNote[] {
  const whole = posteriors(picture);
  const results = [picture.length, 1, 7].map((rows) => {
    const tracker = new NoteTracker({ ...options, ...changes });
    for (let from = 0; from < picture.length; from += rows) {
      tracker.push({
        onsets: whole.onsets.subarray(from * KEYS, (from + rows) * KEYS),
        frames: whole.frames.subarray(from * KEYS, (from + rows) * KEYS),
        levels: whole.levels.subarray(from, from + rows),
      });
    }
    return byStart(tracker.finish());
  });
  expect(results[1]).toEqual(results[0]);
  expect(results[2]).toEqual(results[0]);
  return results[0]!;
}

test('an onset begins a note, which ends when it has been improbable for longer than the gap', () => {
  const picture: Picture = {
    length: 40,
    onsets: [[C4, 5, 0.9]],
    frames: [
      [C4, 5, 15, 0.8],
      [C4, 17, 20, 0.4],
      [C4, 30, 35, 0.8],
    ],
  };
  const [note, ...others] = track(picture);
  expect(others).toEqual([]);
  expect(note).toMatchObject({ pitch: C4, startFrame: 5, endFrame: 20 });
  expect(note!.onset).toBeCloseTo(0.9);
  expect(note!.strength).toBeCloseTo((10 * 0.8 + 3 * 0.4) / 15);
});

test('a second onset ends the first note and begins another', () => {
  const frames: Picture['frames'] = [[C4, 5, 30, 0.8]];
  const notes = track({
    length: 40,
    onsets: [
      [C4, 5, 0.9],
      [C4, 18, 0.6],
    ],
    frames,
  });
  expect(notes.map(({ startFrame, endFrame }) => [startFrame, endFrame])).toEqual([
    [5, 18],
    [18, 30],
  ]);
});

test('of onsets side by side the highest counts, of equal ones the first', () => {
  const onsets: Picture['onsets'] = [
    [C4, 5, 0.6],
    [C4, 6, 0.9],
    [C4, 7, 0.8],
    [C4, 20, 0.7],
    [C4, 21, 0.7],
  ];
  const notes = track({ length: 40, onsets, frames: [[C4, 5, 30, 0.8]] });
  expect(notes.map(({ startFrame }) => startFrame)).toEqual([6, 20]);
});

test('onsets below the threshold, without a note behind them, or in silence, are none', () => {
  expect(track({ length: 40, onsets: [[C4, 5, 0.4]], frames: [[C4, 5, 30, 0.8]] })).toEqual([]);
  expect(track({ length: 40, onsets: [[C4, 5, 0.9]] })).toEqual([]);
  expect(track({ length: 40, onsets: [[C4, 5, 0.9]], frames: [[C4, 5, 30, 0.8]], silent: [0, 40] })).toEqual([]);
});

test('a sudden rise counts as an onset where it is asked for', () => {
  const picture: Picture = { length: 40, frames: [[C4, 5, 30, 0.8]] };
  expect(track(picture)).toEqual([]);
  expect(track(picture, { riseWeight: 0.9 })[0]).toMatchObject({ startFrame: 5, endFrame: 30 });
});

test('what sounds for long without an onset is taken up where it is asked for', () => {
  const picture: Picture = {
    length: 60,
    frames: [
      [C4, 5, 30, 0.8],
      [72, 40, 44, 0.8],
    ],
  };
  const notes = track(picture, { onsetlessThreshold: 0.6 });
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatchObject({ pitch: C4, startFrame: 5, endFrame: 30, onset: 0 });
  expect(notes[0]!.strength).toBeCloseTo(0.8);
});

test('a note that still sounds is among the notes so far', () => {
  const tracker = new NoteTracker(options);
  tracker.push(posteriors({ length: 20, onsets: [[C4, 5, 0.9]], frames: [[C4, 5, 20, 0.8]] }));
  expect(tracker.notes()).toMatchObject([{ pitch: C4, startFrame: 5, endFrame: 18 }]);
});
