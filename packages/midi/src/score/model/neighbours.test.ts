import { expect, test } from 'vitest';
import { stepOfLetter } from './letters.js';
import { alterationInKey, neighboursOf } from './neighbours.js';

const alterations = (fifths: number): number[] => Array.from({ length: 7 }, (_, step) => alterationInKey(fifths, step));

test('key signatures raise and lower steps in their order', () => {
  expect(alterations(0)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect(alterations(2)).toEqual([1, 0, 0, 1, 0, 0, 0]);
  expect(alterations(-3)).toEqual([0, 0, -1, 0, 0, -1, -1]);
  expect(alterations(7)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  expect(alterations(-8)).toEqual([-1, -1, -1, -1, -1, -1, -2]);
  expect(alterations(8)).toEqual([1, 1, 1, 2, 1, 1, 1]);
});

test('neighbours are in the next octave where the scale goes on there', () => {
  const inC = (): number => 0;
  expect(neighboursOf({ step: 6, octave: 4, alter: 0 }, inC)).toEqual({ up: 1, down: 2 });
  expect(neighboursOf({ step: 0, octave: 4, alter: 0 }, inC)).toEqual({ up: 2, down: 1 });
  expect(
    neighboursOf({ step: 0, octave: 4, alter: 1 }, (step, octave) => (step === 6 && octave === 3 ? 1 : 0)),
  ).toEqual({
    up: 1,
    down: 1,
  });
});

test('a neighbour is never the key of the note itself', () => {
  // E sharp with F in the key.
  expect(neighboursOf({ step: 2, octave: 4, alter: 1 }, () => 0)).toEqual({ up: 1, down: 3 });
});

test('letters', () => {
  expect(['C', 'b', 'H', '', 'CD'].map(stepOfLetter)).toEqual([0, 6, undefined, undefined, undefined]);
});
