import { createRandom } from '@midizero/core';
import { createNoteTable, type NoteTable } from '@midizero/midi';
import { describe, expect, test } from 'vitest';
import { damagePassage } from './damage-passage.js';
import { type DamagedNotes, NO_ORIGIN } from './damaged-notes.js';
import { omitBelowSkyline, omitOneVoice } from './omit-voices.js';
import type { DamageAmounts } from './severity.js';
import { drawTimeWarp, WRITTEN_TIME } from './time-warp.js';

const none: DamageAmounts = {
  lossProbability: 0,
  ghostProbability: 0,
  jitterSeconds: 0,
  octaveErrorProbability: 0,
  mergeProbability: 0,
  splitProbability: 0,
  trillProbability: 0,
  spreadProbability: 0,
  tempoDeviation: 0,
  tempoDrift: 0,
};

/** Chords of three voices, a second apart by 0.5 s. */
const chords = createNoteTable(
  Array.from({ length: 400 }, (_, i) =>
    [0, 1, 2].map((voice) => ({
      startSeconds: i * 0.5,
      endSeconds: i * 0.5 + 0.4,
      pitch: 48 + 12 * voice + (i % 5),
      track: voice,
    })),
  ).flat(),
);

function damage(amounts: Partial<DamageAmounts>, notes: NoteTable = chords): DamagedNotes {
  const plan = { amounts: { ...none, ...amounts }, spreadSeconds: 0.08, transposeSemitones: 0, warp: WRITTEN_TIME };
  return damagePassage(notes, new Uint8Array(notes.length), plan, createRandom(5));
}

/** Within four standard deviations of a binomial count. */
function expectShare(count: number, total: number, probability: number): void {
  const spread = Math.sqrt(total * probability * (1 - probability));
  expect(Math.abs(count - total * probability)).toBeLessThan(4 * spread);
}

const kept = ({ origin }: DamagedNotes): number => origin.filter((row) => row !== NO_ORIGIN).length;

describe('damagePassage', () => {
  test('without damage nothing changes', () => {
    const { notes, origin } = damage({});
    expect(notes.startSeconds).toEqual(chords.startSeconds);
    expect(notes.pitch).toEqual(chords.pitch);
    expect([...origin]).toEqual([...origin.keys()]);
  });

  test('notes are lost', () => expectShare(kept(damage({ lossProbability: 0.3 })), chords.length, 0.7));

  test('ghosts come beside the notes, half of them at harmonics', () => {
    const { notes, origin } = damage({ ghostProbability: 0.4 });
    expectShare(notes.length - chords.length, chords.length, 0.4);
    expect(origin.filter((row) => row === NO_ORIGIN)).toHaveLength(notes.length - chords.length);
  });

  test('onsets jitter with the deviation asked for', () => {
    const { notes, origin } = damage({ jitterSeconds: 0.03 });
    let squares = 0;
    for (const [i, row] of origin.entries()) squares += (notes.startSeconds[i]! - chords.startSeconds[row]!) ** 2;
    expect(Math.sqrt(squares / notes.length)).toBeCloseTo(0.03, 2);
  });

  test('octave errors keep the pitch class and stand for no written note', () => {
    const { notes, origin } = damage({ octaveErrorProbability: 0.25 });
    expectShare(notes.length - kept({ notes, origin }), chords.length, 0.25);
    expect(new Set([...notes.pitch].map((pitch) => pitch % 12))).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  test('a merged note takes the end of the one it swallows', () => {
    const repeated = createNoteTable([
      { startSeconds: 0, endSeconds: 0.3, pitch: 60 },
      { startSeconds: 0.5, endSeconds: 0.9, pitch: 60 },
      { startSeconds: 3, endSeconds: 3.2, pitch: 60 },
    ]);
    const { notes } = damage({ mergeProbability: 1 }, repeated);
    expect([...notes.startSeconds]).toEqual([0, 3]);
    expect(notes.endSeconds[0]).toBeCloseTo(0.9);
  });

  test('split notes meet, and the first half stands for the note', () => {
    const { notes, origin } = damage({ splitProbability: 1 }, chords);
    expect(notes.length).toBe(2 * chords.length);
    expect(kept({ notes, origin })).toBe(chords.length);
  });

  test('trills alternate with a neighbour', () => {
    const one = createNoteTable([{ startSeconds: 0, endSeconds: 1, pitch: 60 }]);
    const { notes } = damage({ trillProbability: 1 }, one);
    expect(notes.length).toBeGreaterThan(4);
    for (const [i, pitch] of notes.pitch.entries()) expect(pitch === 60).toBe(i % 2 === 0);
  });

  test('spread chords come from below', () => {
    const { notes, origin } = damage({ spreadProbability: 1 });
    expect([...origin]).toEqual([...origin.keys()]);
    for (let row = 0; row < notes.length; row += 3) {
      expect(notes.startSeconds[row + 1]!).toBeGreaterThanOrEqual(notes.startSeconds[row]! + 0.0149);
      expect(notes.startSeconds[row + 2]!).toBeLessThanOrEqual(notes.startSeconds[row]! + 0.161);
    }
  });

  test('pitches beyond MIDI are left out', () => {
    const high = createNoteTable([{ startSeconds: 0, endSeconds: 1, pitch: 127 }]);
    const plan = { amounts: none, spreadSeconds: 0, transposeSemitones: 1, warp: WRITTEN_TIME };
    expect(damagePassage(high, new Uint8Array(1), plan, createRandom(1)).notes.length).toBe(0);
  });
});

describe('omitting', () => {
  test('the skyline is the highest voice', () => {
    const isOmitted = new Uint8Array(chords.length);
    omitBelowSkyline(chords, isOmitted);
    for (let row = 0; row < chords.length; row++) expect(isOmitted[row]).toBe(chords.track[row] === 2 ? 0 : 1);
  });

  test('one voice of several is left out, a single one never', () => {
    const isOmitted = new Uint8Array(chords.length);
    omitOneVoice(chords, isOmitted, createRandom(1));
    expect(isOmitted.reduce((a, b) => a + b)).toBe(400);
    const single = createNoteTable([{ startSeconds: 0, endSeconds: 1, pitch: 60 }]);
    const stays = new Uint8Array(1);
    omitOneVoice(single, stays, createRandom(1));
    expect([...stays]).toEqual([0]);
  });
});

test('a time warp rises all along and begins at 0', () => {
  const random = createRandom(2);
  for (let run = 0; run < 200; run++) {
    const warp = drawTimeWarp(random, 12, 0.3, 0.3);
    expect(warp.playedSeconds(0)).toBe(0);
    let last = 0;
    for (let seconds = 0.1; seconds < 20; seconds += 0.1) {
      const played = warp.playedSeconds(seconds);
      expect(played).toBeGreaterThan(last);
      last = played;
    }
  }
});
