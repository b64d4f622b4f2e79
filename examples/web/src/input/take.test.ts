import { beforeEach, expect, test } from 'vitest';
import { Take } from './take.js';

let now = 0;
let take: Take;

beforeEach(() => {
  now = 100;
  take = new Take(() => now);
});

function play(pitch: number, seconds: number): void {
  take.keyDown(pitch, 80);
  now += seconds;
  take.keyUp(pitch);
}

test('times are those of the clock', () => {
  play(60, 0.5);
  play(64, 0.25);
  const { startSeconds, endSeconds, pitch, velocity } = take.notes();
  expect(Array.from(startSeconds)).toEqual([100, 100.5]);
  expect(Array.from(endSeconds)).toEqual([100.5, 100.75]);
  expect(Array.from(pitch)).toEqual([60, 64]);
  expect(Array.from(velocity)).toEqual([80, 80]);
});

test('notes that are held end now', () => {
  take.keyDown(60, 80);
  now += 3;
  expect(Array.from(take.notes().endSeconds)).toEqual([103]);
});

test('a long silence begins a new take, a long note does not', () => {
  play(60, 1);
  now += 9;
  play(62, 10);
  play(64, 1);
  expect(Array.from(take.notes().pitch)).toEqual([62, 64]);
});

test('only the latest notes are remembered, and none after clearing', () => {
  for (let i = 0; i < 100; i++) play(30 + (i % 50), 0.1);
  expect(take.notes().length).toBe(80);
  expect(take.hasJustBegun).toBe(false);
  take.clear();
  expect(take.notes().length).toBe(0);
});
