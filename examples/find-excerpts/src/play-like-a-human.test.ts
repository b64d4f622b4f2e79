import { createRandom } from '@midizero/core';
import { createNoteTable, type NoteTable } from '@midizero/midi';
import { describe, expect, test } from 'vitest';
import { playLikeAHuman } from './play-like-a-human.js';

/** Triads, two a second, from 10 s on. */
const chords: NoteTable = createNoteTable(
  Array.from({ length: 200 }, (_, onset) =>
    [60, 64, 67].map((pitch) => ({ startSeconds: 10 + onset / 2, endSeconds: 10.4 + onset / 2, pitch })),
  ).flat(),
);

describe('playLikeAHuman', () => {
  test('the same seed plays the same', () => {
    expect(playLikeAHuman(chords, createRandom(1))).toEqual(playLikeAHuman(chords, createRandom(1)));
    expect(playLikeAHuman(chords, createRandom(1))).not.toEqual(playLikeAHuman(chords, createRandom(2)));
  });

  test('misses some notes and hits some beside, but few', () => {
    const played = playLikeAHuman(chords, createRandom(3));
    const missed = 1 - played.length / chords.length;
    const wrong = played.pitch.filter((pitch) => ![60, 64, 67].includes(pitch)).length / played.length;
    expect(missed).toBeGreaterThan(0.03);
    expect(missed).toBeLessThan(0.1);
    expect(wrong).toBeGreaterThan(0.01);
    expect(wrong).toBeLessThan(0.07);
  });

  test('begins at 0 s and keeps to a tempo that a person could mean', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { startSeconds } = playLikeAHuman(chords, createRandom(seed));
      expect(startSeconds[0]).toBeLessThan(0.5);
      const factor = startSeconds.at(-1)! / (199 / 2);
      expect(factor).toBeGreaterThan(0.78);
      expect(factor).toBeLessThan(1.27);
    }
  });

  test('no chord is played quite together', () => {
    const { startSeconds } = playLikeAHuman(chords, createRandom(4));
    expect(new Set(startSeconds).size).toBe(startSeconds.length);
  });

  test('transposes all of it', () => {
    const { pitch } = playLikeAHuman(chords, createRandom(5));
    const higher = playLikeAHuman(chords, createRandom(5), 3).pitch;
    expect(Array.from(higher)).toEqual(Array.from(pitch, (each) => each + 3));
  });
});
