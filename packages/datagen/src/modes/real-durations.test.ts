import { InvalidArgumentError } from '@midizero/core';
import { createNoteTable, type Note } from '@midizero/midi';
import { groupFrames } from '@midizero/pitch-matrix';
import { describe, expect, test } from 'vitest';
import { generateTrainingData } from '../samples/generate-training-data.js';
import { groupTimedFrames } from './timed-frames.js';

/** A chord of two each half second; pitches tell the place, durations the pitch. */
const chords = createNoteTable(
  Array.from({ length: 30 }, (_, i) => [chordNote(i, 30 + i, 0), chordNote(i, 70 + i, 0.02)]).flat(),
);

function chordNote(place: number, pitch: number, delaySeconds: number): Note {
  const startSeconds = place / 2 + delaySeconds;
  return { startSeconds, endSeconds: startSeconds + pitch / 128, pitch };
}

describe('groupTimedFrames', () => {
  test('a pitch struck twice has the longer duration; percussion and keys beyond the piano have none', () => {
    const frames = groupTimedFrames(
      createNoteTable([
        { startSeconds: 0, endSeconds: 0.5, pitch: 60 },
        { startSeconds: 0.01, endSeconds: 1.01, pitch: 60 },
        { startSeconds: 0.02, endSeconds: 9, pitch: 64, channel: 9 },
        { startSeconds: 0.03, endSeconds: 9, pitch: 10 },
        { startSeconds: 0.04, endSeconds: 0.29, pitch: 40 },
        { startSeconds: 1, endSeconds: 3, pitch: 64 },
      ]),
    );
    expect([...frames.pitches]).toEqual([40, 60, 64]);
    expect([...frames.durationSeconds]).toEqual([0.25, 1, 2]);
  });

  test('no notes give no frames', () => {
    expect(groupTimedFrames(createNoteTable([]))).toMatchObject({ length: 0, durationSeconds: new Float32Array(0) });
  });
});

describe('mode R with durations', () => {
  const options = { mode: 'R', pieces: [chords], numSamples: 50, seed: 3 } as const;

  test('every note has the duration it has in the piece', async () => {
    const { pitches, durationSeconds } = await generateTrainingData({ ...options, pitchOnly: false });
    expect(pitches).toHaveLength(50 * 10 * 2);
    for (const [i, pitch] of pitches.entries()) expect(durationSeconds![i]).toBeCloseTo(pitch / 128, 6);
  });

  test('notes and their frames give the same windows', async () => {
    const ofNotes = await generateTrainingData(options);
    const ofFrames = await generateTrainingData({ ...options, pieces: [groupFrames(chords)] });
    expect(ofNotes.toArray()).toEqual(ofFrames.toArray());
    expect(ofNotes.durationSeconds).toBeUndefined();
  });

  test('in a mixture the other modes draw theirs', async () => {
    const parts = [
      { options: { mode: 'R', pieces: [chords] } },
      { options: { mode: 'singing', pitchRange: [21, 29] } },
    ] as const;
    const data = await generateTrainingData({ mode: 'mixture', parts, numSamples: 200, pitchOnly: false });
    let drawn = 0;
    for (const [i, pitch] of data.pitches.entries()) {
      const seconds = data.durationSeconds![i]!;
      if (pitch >= 30) expect(seconds).toBeCloseTo(pitch / 128, 6);
      else if (Math.abs(seconds - pitch / 128) > 1e-6) drawn++;
    }
    expect(drawn).toBeGreaterThan(500);
  });

  test('frames have no durations to give', async () => {
    const asked = generateTrainingData({ ...options, pieces: [groupFrames(chords)], pitchOnly: false });
    await expect(asked).rejects.toThrowError(InvalidArgumentError);
    await expect(asked).rejects.toThrowError(/^pieces: frames have no durations; .*notes of each piece/);
  });
});
