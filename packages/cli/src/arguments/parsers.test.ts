import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import {
  anyNumber,
  partOf,
  pitchRange,
  positiveNumber,
  probability,
  repeated,
  secondsOrClock,
  someOf,
  wholeNumber,
} from './parsers.js';

describe('wholeNumber', () => {
  test('takes the ends of its range', () => {
    expect([wholeNumber(0, 12)('0'), wholeNumber(0, 12)('12')]).toEqual([0, 12]);
  });
  test.each(['13', '-1', '1.5', '', 'x', '1e1', ' 3', '0x3'])('refuses %j', (text) => {
    expect(() => wholeNumber(0, 12)(text)).toThrowError(InvalidArgumentError);
  });
  test('says the range', () => {
    expect(() => wholeNumber(0, 12)('99')).toThrowError('0 to 12');
    expect(() => wholeNumber(1)('0')).toThrowError('1 or more');
  });
});

describe('secondsOrClock', () => {
  test.each([
    ['83.5', 83.5],
    ['.5', 0.5],
    ['1:23.5', 83.5],
    ['1:02:05', 3725],
    ['0', 0],
  ])('%s is %s s', (text, seconds) => expect(secondsOrClock(text)).toBeCloseTo(seconds, 9));
  test.each(['-1', '1:2:3:4', '1.5:00', ':30', 'one', '', 'NaN', 'Infinity'])('refuses %j', (text) => {
    expect(() => secondsOrClock(text)).toThrowError(InvalidArgumentError);
  });
});

test('positiveNumber takes 0.5 and refuses 0', () => {
  expect(positiveNumber('0.5')).toBe(0.5);
  expect(() => positiveNumber('0')).toThrowError(InvalidArgumentError);
});

test.each([
  ['64.5', 64.5],
  ['-2', -2],
  ['0', 0],
])('anyNumber takes %s', (text, value) => expect(anyNumber(text)).toBe(value));
test.each(['', '-', '--1', '1e3', 'NaN'])('anyNumber refuses %j', (text) => {
  expect(() => anyNumber(text)).toThrowError(InvalidArgumentError);
});

test('probability takes 0, 0.5 and 1', () => expect(['0', '.5', '1'].map(probability)).toEqual([0, 0.5, 1]));
test.each(['-0.1', '1.1', '50%', ''])('probability refuses %j', (text) => {
  expect(() => probability(text)).toThrowError(/^Expected a number from 0 to 1\.$/);
});

test('pitchRange is the lowest and the highest', () => expect(pitchRange('21-108')).toEqual([21, 108]));
test.each(['21', '21-', '-1-5', 'A0-C8', '21..108'])('pitchRange refuses %j', (text) => {
  expect(() => pitchRange(text)).toThrowError(InvalidArgumentError);
});

test('someOf keeps the order; each choice once', () => {
  const parse = someOf(['all', 'skyline', 'parts']);
  expect(parse('parts,all')).toEqual(['parts', 'all']);
  for (const text of ['', 'all,', 'all, parts', 'notes', 'all,all']) {
    expect(() => parse(text)).toThrowError(/^Expected one or more of all, skyline, parts/);
  }
});

test('partOf counts from 1, programs from 0', () => {
  expect([partOf('1/4'), partOf('4/4')]).toEqual([
    { index: 0, count: 4 },
    { index: 3, count: 4 },
  ]);
});
test.each(['0/4', '5/4', '1', '1/', '/4', '1/4/2', '1/0'])('partOf refuses %j', (text) => {
  expect(() => partOf(text)).toThrowError(InvalidArgumentError);
});

test('repeated options gather in order', () => {
  expect(repeated('b', repeated('a', undefined))).toEqual(['a', 'b']);
});
