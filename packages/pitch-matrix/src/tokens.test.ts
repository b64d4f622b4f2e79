import { InvalidArgumentError } from '@midizero/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromTokens, PADDING_TOKEN, SEPARATOR_TOKEN, toTokens } from './tokens.js';

function window(...frames: number[][]): Float32Array {
  const data = new Float32Array(frames.length * 88);
  for (const [frame, keys] of frames.entries()) for (const key of keys) data[frame * 88 + key] = 1;
  return data;
}

describe('tokens', () => {
  test('keys ascending, padding, separator', () => {
    const tokens = toTokens(window([40, 0], []), { windowFrames: 2, noteMax: 3 });
    expect([...tokens]).toEqual([0, 40, 88, 89, 88, 88, 88, 89]);
    expect([PADDING_TOKEN, SEPARATOR_TOKEN]).toEqual([88, 89]);
  });

  test('twelve notes a frame unless told otherwise', () => {
    expect(toTokens(new Float32Array(880)).length).toBe(130);
  });

  test('of too many notes the lowest are kept', () => {
    expect([...toTokens(window([5, 6, 7]), { windowFrames: 1, noteMax: 2 })]).toEqual([5, 6, 89]);
  });

  test('windows come back', () => {
    const framesArbitrary = fc.array(fc.array(fc.nat(87), { maxLength: 12 }), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(framesArbitrary, (frames) => {
        const data = window(...frames);
        expect(fromTokens(toTokens(data))).toEqual(data);
      }),
    );
  });

  test.each<[string, number[], RegExp]>([
    ['a frame without its separator', [1, 88, 88], /token 2: expected the separator 89, got 88/],
    ['a separator inside a frame', [89, 88, 89], /token 0: expected a key \(0 to 87\) or 88, got 89/],
    ['a token that there is not', [90, 88, 89], /token 0/],
    ['half a frame', [1, 88], /expected a multiple of 3 \(1 x 3\), got 2/],
  ])('%s is refused', (_, tokens, message) => {
    expect(() => fromTokens(Uint8Array.from(tokens), { windowFrames: 1, noteMax: 2 })).toThrowError(message);
  });

  test.each([{ noteMax: 0 }, { noteMax: 89 }, { windowFrames: 0 }])('%o is refused', (options) => {
    expect(() => toTokens(new Float32Array(0), options)).toThrowError(InvalidArgumentError);
  });
});
