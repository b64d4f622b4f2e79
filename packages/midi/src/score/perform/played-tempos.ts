import type { TempoChangeColumns } from '../../tempo-map.js';
import type { WrittenScore } from '../model/written-score.js';
import { firstOfMeasures, type PlayedMeasures } from './played-notes.js';

/**
 * Tempo changes in the order they are played. At the beginning of a measure the tempo is the one written last before it,
 * also where a repeat or jump leads there.
 */
export function playTempos(
  { measures, tempos }: WrittenScore,
  { order, startTicks }: PlayedMeasures,
): TempoChangeColumns {
  const ticks: number[] = [];
  const microseconds: number[] = [];
  const add = (tick: number, quartersPerMinute: number): void => {
    ticks.push(tick);
    microseconds.push(6e7 / quartersPerMinute);
  };
  const first = firstOfMeasures(tempos, measures.length);
  for (const [bar, measure] of order.entries()) {
    const inForce = tempos[first[measure]! - 1];
    const isJump = bar === 0 || order[bar - 1] !== measure - 1;
    if (isJump) add(startTicks[bar]!, inForce?.quartersPerMinute ?? 120);
    for (const { offsetTicks, quartersPerMinute } of tempos.slice(first[measure], first[measure + 1])) {
      add(startTicks[bar]! + offsetTicks, quartersPerMinute);
    }
  }
  return { ticks: Float64Array.from(ticks), microsecondsPerQuarter: Float64Array.from(microseconds) };
}
