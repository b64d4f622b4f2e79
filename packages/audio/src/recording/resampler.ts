import { requireSampleRate } from './recording.js';

/** Zero crossings of the filter on each side, at the lower of the two rates. */
const ZERO_CROSSINGS = 32;
/** Shape of the Kaiser window: what the filter should stop is 80 dB down. */
const KAISER_BETA = 7.86;
/** Middle of the filter's slope, as a share of the lower rate's half: the slope ends there, so that nothing folds back. */
const CUTOFF = 0.92;

/** Converts the sample rate of a signal that comes in pieces. */
export interface Resampler {
  /** What can be told of the output so far. */
  push(samples: Float32Array): Float32Array;
  /** The rest of the output, as if silence followed; nothing may be pushed afterwards. */
  finish(): Float32Array;
}

/**
 * Band-limited conversion between any two whole sample rates by a windowed sinc (Smith, "Digital Audio Resampling"), exact
 * in time: output sample n is the signal at n / `toHz` seconds, and n samples become n · `toHz` / `fromHz`, rounded up.
 * What lies below 84 % of the lower rate's half passes, what lies above the half is at least 75 dB down.
 * @throws InvalidArgumentError for a rate outside 3,000 to 768,000 Hz
 */
export function createResampler(fromHz: number, toHz: number): Resampler {
  requireSampleRate(fromHz);
  requireSampleRate(toHz);
  const [from, to] = [Math.round(fromHz), Math.round(toHz)];
  if (from === to) return { push: (samples) => samples, finish: () => new Float32Array(0) };
  return new PolyphaseResampler(from, to);
}

class PolyphaseResampler implements Resampler {
  /** Output sample n lies at input position n · #step / #phases. */
  readonly #step: number;
  readonly #phases: number;
  /** Input samples before and after an output sample that count towards it. */
  readonly #reach: number;
  readonly #scale: number;
  readonly #filters = new Map<number, Float32Array>();
  /** Input from position #pendingStart on. */
  #pending: Float32Array;
  #pendingStart: number;
  #received = 0;
  #produced = 0;

  constructor(from: number, to: number) {
    const divisor = greatestCommonDivisor(from, to);
    this.#step = from / divisor;
    this.#phases = to / divisor;
    this.#scale = CUTOFF * Math.min(1, to / from);
    this.#reach = Math.ceil(ZERO_CROSSINGS * Math.max(1, from / to));
    // Silence before the beginning.
    this.#pending = new Float32Array(this.#reach);
    this.#pendingStart = -this.#reach;
  }

  push(samples: Float32Array): Float32Array {
    const joined = new Float32Array(this.#pending.length + samples.length);
    joined.set(this.#pending);
    joined.set(samples, this.#pending.length);
    this.#pending = joined;
    this.#received += samples.length;
    // Every output sample whose filter ends within what came.
    return this.#produce(Math.ceil(((this.#received - this.#reach) * this.#phases) / this.#step));
  }

  finish(): Float32Array {
    const missing = Math.ceil((this.#received * this.#phases) / this.#step) - this.#produced;
    return this.push(new Float32Array(this.#reach)).subarray(0, missing);
  }

  #produce(upTo: number): Float32Array {
    const output = new Float32Array(Math.max(0, upTo - this.#produced));
    const pending = this.#pending;
    for (let index = 0; index < output.length; index++) {
      const numerator = (this.#produced + index) * this.#step;
      const filter = this.#filter(numerator % this.#phases);
      const first = Math.floor(numerator / this.#phases) - this.#reach + 1 - this.#pendingStart;
      let sum = 0;
      for (let tap = 0; tap < filter.length; tap++) sum += filter[tap]! * pending[first + tap]!;
      output[index] = sum;
    }
    this.#produced += output.length;
    const firstNeeded = Math.floor((this.#produced * this.#step) / this.#phases) - this.#reach + 1;
    const done = Math.min(Math.max(firstNeeded - this.#pendingStart, 0), this.#pending.length);
    this.#pending = this.#pending.slice(done);
    this.#pendingStart += done;
    return output;
  }

  /** Weights of the 2 · reach input samples around a position `phase` / phases after one of them; their sum is 1. */
  #filter(phase: number): Float32Array {
    const known = this.#filters.get(phase);
    if (known !== undefined) return known;
    const width = this.#reach + 1;
    const weights = Array.from({ length: 2 * this.#reach }, (_, tap) => {
      const distance = tap - this.#reach + 1 - phase / this.#phases;
      const window = besselI0(KAISER_BETA * Math.sqrt(Math.max(0, 1 - (distance / width) ** 2)));
      return sinc(distance * this.#scale) * window;
    });
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const filter = Float32Array.from(weights, (weight) => weight / sum);
    this.#filters.set(phase, filter);
    return filter;
  }
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Modified Bessel function of the first kind and order 0, by its power series. */
function besselI0(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
