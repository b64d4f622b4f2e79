import type { PieceBars } from '../piece-index/contract.js';
import type { Place } from './place.js';

/** The bars of a score that a place lies in, by their numbers as printed. */
export interface BarRange {
  readonly first: string;
  readonly last: string;
}

/** The bars that a place begins and ends in; undefined for a piece without bars. */
export function barsOfPlace(bars: PieceBars | undefined, { startSeconds, endSeconds }: Place): BarRange | undefined {
  if (bars === undefined || bars.numbers.length === 0) return undefined;
  return { first: numberAt(bars, startSeconds), last: numberAt(bars, endSeconds) };
}

function numberAt({ numbers, startSeconds }: PieceBars, seconds: number): string {
  // Bars are stored to the millisecond, and what is played on a bar line belongs to the bar behind it.
  const later = startSeconds.findIndex((start) => start > seconds + 0.002);
  return numbers[later < 0 ? numbers.length - 1 : Math.max(0, later - 1)]!;
}
