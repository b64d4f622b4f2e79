import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AudioFormatError } from '../errors.js';
import { makeWav, type WavOptions } from '../testing-support/make-wav.js';
import { readWav } from './read-wav.js';
import type { Recording } from './recording.js';

const left = [0, 0.5, -0.5, 1, -1, 0.25, 0.1];
const right = [0, 0.5, 0.5, 0, -1, -0.25, 0.3];
const mono = left.map((sample, index) => (sample + right[index]!) / 2);

function samplesOf(recording: Recording): number[] {
  return [...recording.blocks()].flatMap((block) => [...block]);
}

function expectClose(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  expect(Math.max(...actual.map((sample, index) => Math.abs(sample - expected[index]!)))).toBeLessThanOrEqual(
    tolerance,
  );
}

const codings: readonly (readonly [name: string, options: WavOptions, tolerance: number])[] = [
  ['8 bits', { bits: 8 }, 1 / 64],
  ['16 bits', { bits: 16 }, 1e-4],
  ['24 bits', { bits: 24 }, 1e-6],
  ['32 bits', { bits: 32 }, 1e-7],
  ['float', { coding: 3, bits: 32 }, 1e-7],
  ['double', { coding: 3, bits: 64 }, 1e-7],
];

test.each(codings)('%s, plain and extensible, the mean of two channels', (_, options, tolerance) => {
  for (const extensible of [false, true]) {
    const recording = readWav(makeWav([left, right], { ...options, extensible, sampleRateHz: 48_000 }));
    expect(recording.sampleRateHz).toBe(48_000);
    expect(recording.durationSeconds).toBe(left.length / 48_000);
    expectClose(samplesOf(recording), mono, tolerance);
    expectClose(samplesOf(recording), mono, tolerance);
  }
});

test('any number of channels', () => {
  const channels = Array.from({ length: 6 }, (_, index) => left.map((sample) => sample * (index === 2 ? 1 : 0)));
  expectClose(
    samplesOf(readWav(makeWav(channels, { bits: 24 }))),
    left.map((sample) => sample / 6),
    1e-6,
  );
});

test('chunks of odd size between header and samples', () => {
  expectClose(samplesOf(readWav(makeWav([left], { otherChunks: [3, 0, 10, 1] }))), left, 1e-4);
});

test.each([0, 0xffff_ffff, 1000])('a size of %i where the samples end earlier: they reach the end', (dataSize) => {
  expectClose(samplesOf(readWav(makeWav([left], { dataSize }))), left, 1e-4);
});

test('a file cut off in the middle of a sample', () => {
  const bytes = makeWav([left, right]);
  expectClose(samplesOf(readWav(bytes.subarray(0, -3))), mono.slice(0, -1), 1e-4);
});

test('samples after others in the same buffer', () => {
  const bytes = makeWav([left]);
  const shifted = new Uint8Array(bytes.length + 7);
  shifted.set(bytes, 7);
  expectClose(samplesOf(readWav(shifted.subarray(7))), left, 1e-4);
});

test('a broken float sample is silence', () => {
  const bytes = makeWav([[0.5, Number.NaN, Number.POSITIVE_INFINITY, -0.5]], { coding: 3, bits: 32 });
  expect(samplesOf(readWav(bytes))).toEqual([0.5, 0, 0, -0.5]);
});

test('a recording longer than a block comes in blocks', () => {
  const long = Array.from({ length: 150_000 }, (_, index) => (index % 100) / 100);
  const recording = readWav(makeWav([long]));
  expect([...recording.blocks()].length).toBe(3);
  expectClose(samplesOf(recording).slice(65_500, 65_600), long.slice(65_500, 65_600), 1e-4);
});

const header = makeWav([left]).subarray(0, 36);
test.each([
  ['nothing at all', new Uint8Array(0), /byte 0: not a WAV file/],
  ['a MIDI file in a RIFF wrapper', new TextEncoder().encode('RIFF0000RMIDdata'), /byte 0: not a WAV file/],
  ['no samples', header, /byte 36: the WAV file ends without a chunk "data"/],
  ['no header', header.subarray(0, 12), /byte 12: the WAV file ends without a chunk "fmt "/],
  [
    'samples first',
    new Uint8Array([...header.subarray(0, 12), ...new TextEncoder().encode('data0000')]),
    /byte 12: samples come before/,
  ],
  ['coded samples', makeWav([left], { coding: 2 }), /byte 20: samples of 16 bits in 2 bytes with coding 2/],
  ['a rate of 1 Hz', makeWav([left], { sampleRateHz: 1 }), /byte 20: 1 samples a second/],
  ['no channels', makeWav([]), /byte 20: no channels/],
])('%s is refused', (_, bytes, message) => {
  expect(() => readWav(bytes)).toThrow(AudioFormatError);
  expect(() => readWav(bytes)).toThrow(message);
});

test('any bytes are read or refused with a typed error', () => {
  const whole = makeWav([left, right], { extensible: true, otherChunks: [5] });
  const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), fc.nat(whole.length), (changes, length) => {
      const bytes = whole.slice();
      for (const [index, value] of changes) bytes[index] = value;
      try {
        const samples = samplesOf(readWav(bytes.subarray(0, length)));
        return samples.length <= length && samples.every(Number.isFinite);
      } catch (error) {
        return error instanceof AudioFormatError;
      }
    }),
    { seed: 5, numRuns: 500 },
  );
});
