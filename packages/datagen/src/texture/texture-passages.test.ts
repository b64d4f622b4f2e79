import { createRandom } from '@midizero/core';
import { groupFrames } from '@midizero/pitch-matrix';
import { describe, expect, test } from 'vitest';
import { createTexturePassages } from './texture-passages.js';

const random = createRandom(6);
const source = createTexturePassages();
const passages = Array.from({ length: 1500 }, () => source.draw(random, 24));
const frames = passages.map((notes) => groupFrames(notes));

/** The value below which a share of the values lies. */
function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(share * values.length)]!;
}

describe('texture', () => {
  test('covers the density of folk tunes, chorales and piano music', () => {
    const notesPerFrame = frames.map(({ pitches, length }) => pitches.length / length);
    expect(quantile(notesPerFrame, 0.1)).toBeLessThan(1.3);
    expect(quantile(notesPerFrame, 0.5)).toBeGreaterThan(1.5);
    expect(quantile(notesPerFrame, 0.5)).toBeLessThan(3);
    expect(quantile(notesPerFrame, 0.95)).toBeGreaterThan(3.8);
  });

  test('covers slow and fast music', () => {
    const rates = frames.map(({ startSeconds, length }) => length / (startSeconds[length - 1]! - startSeconds[0]!));
    expect(quantile(rates, 0.1)).toBeLessThan(3.5);
    expect(quantile(rates, 0.9)).toBeGreaterThan(8);
    expect(quantile(rates, 0.999)).toBeLessThan(25);
  });

  test('covers the keyboard', () => {
    const pitches = new Set(frames.flatMap((one) => [...one.pitches]));
    expect(pitches.size).toBeGreaterThan(80);
  });

  test('notes are sorted, end after they start, and stay on the keyboard', () => {
    for (const { length, startSeconds, endSeconds, pitch } of passages) {
      for (let row = 0; row < length; row++) {
        if (row > 0 && startSeconds[row]! < startSeconds[row - 1]!)
          expect.fail(`row ${row} starts before the one above`);
        if (!(endSeconds[row]! > startSeconds[row]!)) expect.fail(`row ${row} ends before it starts`);
        if (pitch[row]! < 21 || pitch[row]! > 108) expect.fail(`pitch ${pitch[row]}`);
      }
    }
  });

  test('nearly all passages have as many onsets as asked for', () => {
    const full = passages.filter(({ startSeconds }) => new Set(startSeconds).size === 24);
    expect(full.length / passages.length).toBeGreaterThan(0.97);
  });

  test('the same seed gives the same notes', () => {
    const draw = () => createTexturePassages().draw(createRandom(12), 30);
    expect(draw()).toEqual(draw());
  });
});
