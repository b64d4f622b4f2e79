import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatTime,
  formatTimeRange,
  formatTransposition,
} from './format.js';

describe('formatTime', () => {
  test.each([
    [0, '0:00.0'],
    [83.25, '1:23.3'],
    [59.96, '1:00.0'], // rounding carries into the minutes
    [3725, '1:02:05.0'],
    [-1.5, '-0:01.5'],
    [-0.01, '0:00.0'],
  ])('%s s is %s', (seconds, expected) => expect(formatTime(seconds)).toBe(expected));

  test('a range has both ends', () => expect(formatTimeRange(42, 47.5)).toBe('0:42.0–0:47.5'));
});

test.each([
  [3, '+3'],
  [0, '0'],
  [-2, '-2'],
])('a transposition of %s is shown as %s', (semitones, expected) =>
  expect(formatTransposition(semitones)).toBe(expected),
);

test.each([
  [0.04, '0.0 s'],
  [9.96, '10 s'],
  [59.4, '59 s'],
  [59.6, '1 min 00 s'],
  [185, '3 min 05 s'],
])('%s seconds last %s', (seconds, expected) => expect(formatDuration(seconds)).toBe(expected));

test.each([
  [812, '812 B'],
  [3400, '3.4 kB'],
  [999_960, '1.0 MB'],
  [1_234_567, '1.2 MB'],
])('%s bytes are %s', (bytes, expected) => expect(formatBytes(bytes)).toBe(expected));

test('thousands stand apart', () => expect(formatCount(1234567)).toBe('1,234,567'));
