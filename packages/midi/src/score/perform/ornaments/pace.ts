import type { TempoMap } from '../../../tempo-map.js';
import { TICKS_PER_QUARTER } from '../../model/ticks.js';

/** The notes of a figure are 32nds. */
const USUAL_TICKS = TICKS_PER_QUARTER / 8;
/** Where 32nds are slower than 8 a second, players take shorter values: 64ths, at the most 128ths. */
const SLOWEST_SECONDS = 1 / 8;
const SHORTEST_TICKS = USUAL_TICKS / 4;
// Half a percent: a tempo of 60 that was rounded is no reason to play twice as fast.
const ROUNDING = 1.005;

/** How long one note of a trill, mordent or turn is at a place, in ticks. */
export function figureTicksAt(tick: number, tempoMap: TempoMap): number {
  let ticks = USUAL_TICKS;
  while (ticks > SHORTEST_TICKS && secondsOf(ticks, tick, tempoMap) > SLOWEST_SECONDS * ROUNDING) ticks /= 2;
  return ticks;
}

/** Seconds of a number of ticks at the tempo of a place. */
function secondsOf(ticks: number, tick: number, tempoMap: TempoMap): number {
  return tempoMap.secondsAt(tick + ticks) - tempoMap.secondsAt(tick);
}

/** Ticks of a number of seconds at the tempo of a place, as far as it lasts a quarter. */
export function ticksOfSeconds(seconds: number, tick: number, tempoMap: TempoMap): number {
  return (seconds * TICKS_PER_QUARTER) / secondsOf(TICKS_PER_QUARTER, tick, tempoMap);
}
