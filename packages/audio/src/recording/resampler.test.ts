import { createRandom } from '@midizero/core';
import { expect, test } from 'vitest';
import { createResampler } from './resampler.js';

function sine(hz: number, rateHz: number, seconds: number): Float32Array {
  return Float32Array.from({ length: Math.round(rateHz * seconds) }, (_, index) =>
    Math.sin((2 * Math.PI * hz * index) / rateHz),
  );
}

function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  const resampler = createResampler(fromHz, toHz);
  return Float32Array.from([...resampler.push(samples), ...resampler.finish()]);
}

/** Without the ends, where the silence around the signal is heard. */
function middle(samples: Float32Array): Float32Array {
  return samples.subarray(samples.length >> 2, -(samples.length >> 2));
}

function peak(samples: Float32Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

const rates = [8000, 16_000, 44_056, 44_100, 48_000, 96_000];

test.each(rates)('%i Hz: what passes keeps its height and its time', (fromHz) => {
  const hz = 0.4 * Math.min(fromHz, 22_050);
  const actual = resample(sine(hz, fromHz, 0.1), fromHz, 22_050);
  const expected = sine(hz, 22_050, 0.1);
  expect(actual.length).toBe(Math.ceil((Math.round(fromHz * 0.1) * 22_050) / fromHz));
  expect(peak(middle(actual.map((sample, index) => sample - expected[index]!)))).toBeLessThan(1e-3);
});

test.each([44_100, 48_000, 96_000])('%i Hz: nothing folds back from above half the lower rate', (fromHz) => {
  for (const hz of [11_500, 14_000, 18_000]) {
    expect(peak(middle(resample(sine(hz, fromHz, 0.1), fromHz, 22_050)))).toBeLessThan(2e-4);
  }
});

test('pieces of any length give what the whole gives', () => {
  const random = createRandom(3);
  const whole = Float32Array.from({ length: 5000 }, () => random.uniform() - 0.5);
  const resampler = createResampler(48_000, 22_050);
  const parts: number[] = [];
  for (let start = 0; start < whole.length; ) {
    const end = Math.min(whole.length, start + random.integer(300));
    parts.push(...resampler.push(whole.subarray(start, end)));
    start = end;
  }
  parts.push(...resampler.finish());
  expect(parts).toEqual([...resample(whole, 48_000, 22_050)]);
});

test('one rate to itself, and nothing to nothing', () => {
  const samples = Float32Array.of(1, -1, 0.5);
  expect(resample(samples, 22_050, 22_050)).toEqual(samples);
  expect(resample(new Float32Array(0), 44_100, 22_050).length).toBe(0);
});

test.each([0, 2999, Number.NaN, 1e6])('a rate of %d is refused', (rate) => {
  expect(() => createResampler(rate, 22_050)).toThrow(/sampleRateHz: expected 3000 to 768000/);
});
