import { InvalidArgumentError } from '@midizero/core';
import type { Division } from './division.js';

/** Microseconds a quarter note lasts before the first tempo event: 120 beats a minute. */
export const DEFAULT_MICROSECONDS_PER_QUARTER = 500_000;

/** From `tick` on, a quarter note lasts `microsecondsPerQuarter`. */
export interface TempoChange {
  /** Ticks from the start, 0 or more. */
  readonly tick: number;
  /** More than 0. */
  readonly microsecondsPerQuarter: number;
}

/** Tempo changes as columns of one length, in any order; of several at one tick the last counts. */
export interface TempoChangeColumns {
  readonly ticks: Float64Array;
  /** Each more than 0. */
  readonly microsecondsPerQuarter: Float64Array;
}

/** Ticks to seconds and back: continuous, strictly increasing, and linear between tempo changes. */
export interface TempoMap {
  readonly division: Division;
  /** The changes in force, ascending by tick, without repeats; the first is at tick 0. Empty for SMPTE divisions. */
  changes(): TempoChange[];
  /** Seconds from the start. @param tick 0 or more, may lie between two ticks */
  secondsAt(tick: number): number;
  /** Ticks from the start, not rounded: the inverse of `secondsAt`. @param seconds 0 or more */
  tickAt(seconds: number): number;
}

/**
 * Builds the tempo map of a file once; each lookup is a binary search. Before the first change the tempo is 120 beats
 * a minute.
 * @throws InvalidArgumentError for a division, tick or tempo that is out of range
 */
export function createTempoMap(division: Division, changes: Iterable<TempoChange> = []): TempoMap {
  const list = [...changes];
  for (const [index, { tick, microsecondsPerQuarter }] of list.entries()) {
    if (!Number.isFinite(tick) || tick < 0) {
      throw new InvalidArgumentError('changes', `change ${index}: tick must be 0 or more, got ${tick}`, { index });
    }
    if (!Number.isFinite(microsecondsPerQuarter) || microsecondsPerQuarter <= 0) {
      const message = `change ${index}: microsecondsPerQuarter must be more than 0, got ${microsecondsPerQuarter}`;
      throw new InvalidArgumentError('changes', message, { index });
    }
  }
  return tempoMapFromColumns(division, {
    ticks: Float64Array.from(list, (change) => change.tick),
    microsecondsPerQuarter: Float64Array.from(list, (change) => change.microsecondsPerQuarter),
  });
}

/** {@link createTempoMap} for columns that are known to be in range. */
export function tempoMapFromColumns(division: Division, changes: TempoChangeColumns): TempoMap {
  if (division.kind === 'smpte') {
    const ticksPerSecond =
      positive('division', division.framesPerSecond) * positive('division', division.ticksPerFrame);
    return {
      division,
      changes: () => [],
      secondsAt: (tick) => tick / ticksPerSecond,
      tickAt: (seconds) => seconds * ticksPerSecond,
    };
  }
  positive('division', division.ticksPerQuarter);
  const segments = tempoSegments(division.ticksPerQuarter, changes);
  const { startTick, startSeconds, secondsPerTick, microsecondsPerQuarter } = segments;
  return {
    division,
    changes: () => Array.from(startTick, (tick, i) => ({ tick, microsecondsPerQuarter: microsecondsPerQuarter[i]! })),
    secondsAt: (tick) => {
      const i = lastAtOrBefore(startTick, tick);
      return startSeconds[i]! + (tick - startTick[i]!) * secondsPerTick[i]!;
    },
    tickAt: (seconds) => {
      const i = lastAtOrBefore(startSeconds, seconds);
      return startTick[i]! + (seconds - startSeconds[i]!) / secondsPerTick[i]!;
    },
  };
}

/** Stretches of one tempo as columns of one length, ascending, the first at 0. */
interface TempoSegments {
  readonly startTick: Float64Array;
  readonly startSeconds: Float64Array;
  readonly secondsPerTick: Float64Array;
  readonly microsecondsPerQuarter: Float64Array;
}

function tempoSegments(ticksPerQuarter: number, changes: TempoChangeColumns): TempoSegments {
  const { ticks } = changes;
  const order = Uint32Array.from(ticks, (_, index) => index);
  if (ticks.some((tick, index) => index > 0 && tick < ticks[index - 1]!)) {
    order.sort((a, b) => ticks[a]! - ticks[b]! || a - b);
  }
  const capacity = ticks.length + 1;
  const startTick = new Float64Array(capacity);
  const startSeconds = new Float64Array(capacity);
  const secondsPerTick = new Float64Array(capacity);
  const microsecondsPerQuarter = new Float64Array(capacity);
  let last = 0;
  const setTempo = (microseconds: number): void => {
    microsecondsPerQuarter[last] = microseconds;
    secondsPerTick[last] = microseconds / 1e6 / ticksPerQuarter;
  };
  setTempo(DEFAULT_MICROSECONDS_PER_QUARTER);
  for (const index of order) {
    const tick = ticks[index]!;
    if (tick > startTick[last]!) {
      startTick[last + 1] = tick;
      startSeconds[last + 1] = startSeconds[last]! + (tick - startTick[last]!) * secondsPerTick[last]!;
      last++;
    }
    setTempo(changes.microsecondsPerQuarter[index]!);
  }
  const cut = (column: Float64Array): Float64Array => column.slice(0, last + 1);
  return {
    startTick: cut(startTick),
    startSeconds: cut(startSeconds),
    secondsPerTick: cut(secondsPerTick),
    microsecondsPerQuarter: cut(microsecondsPerQuarter),
  };
}

/** Index of the last value at or before `value` in an ascending column; 0 where there is none. */
function lastAtOrBefore(column: Float64Array, value: number): number {
  let low = 0;
  let high = column.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (column[middle]! <= value) low = middle;
    else high = middle;
  }
  return low;
}

function positive(argument: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError(argument, `its numbers must be more than 0, got ${value}`);
}
