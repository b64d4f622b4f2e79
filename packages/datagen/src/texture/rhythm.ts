import type { Random } from '@midizero/core';
import { chooseEvenly, chooseWeighted } from '../sampling/choose.js';

/** Ticks of a beat: it divides by 2, 3, 4, 6, 8 and 16. */
export const TICKS_PER_BEAT = 48;

/** One event of a rhythm, in ticks from the start of its bar. */
export interface RhythmEvent {
  readonly tick: number;
  readonly lengthTicks: number;
}

/** Lengths that go together, in ticks, with weights: binary, ternary, dotted, and slow values. */
const LENGTH_FAMILIES: readonly (readonly (readonly [lengthTicks: number, weight: number])[])[] = [
  [
    [12, 3],
    [24, 4],
    [48, 2],
    [36, 1],
    [96, 0.3],
  ],
  [
    [16, 4],
    [32, 2],
    [48, 1],
  ],
  [
    [36, 3],
    [12, 3],
    [24, 1],
    [72, 0.5],
  ],
  [
    [48, 4],
    [24, 2],
    [96, 2],
    [72, 1],
  ],
  [
    [6, 2],
    [12, 4],
    [24, 1],
    [48, 0.5],
  ],
];

const EVEN_LENGTHS: readonly (readonly [lengthTicks: number, weight: number])[] = [
  [12, 4],
  [16, 2],
  [24, 5],
  [8, 0.7],
  [6, 0.7],
  [48, 3],
  [96, 1],
];

const REDRAW_PROBABILITY = 0.35;

/** The onsets of one voice, bar by bar. */
export interface Rhythm {
  /** The events of the next bar; the list stays valid. */
  nextBar(): readonly RhythmEvent[];
}

/** Equal lengths throughout. */
export function evenRhythm(random: Random, barTicks: number): Rhythm {
  const lengthTicks = Math.min(barTicks, chooseWeighted(random, EVEN_LENGTHS));
  const bar: RhythmEvent[] = [];
  for (let tick = 0; tick < barTicks; tick += lengthTicks) bar.push({ tick, lengthTicks });
  return { nextBar: () => bar };
}

/** A pattern that mostly comes again, with rests; now and then it is drawn anew. */
export function patternRhythm(random: Random, barTicks: number, restProbability: number): Rhythm {
  const family = chooseEvenly(random, LENGTH_FAMILIES);
  const drawBar = (): RhythmEvent[] => {
    const events: RhythmEvent[] = [];
    for (let tick = 0; tick < barTicks; ) {
      const lengthTicks = Math.min(barTicks - tick, chooseWeighted(random, family));
      if (!random.chance(restProbability)) events.push({ tick, lengthTicks });
      tick += lengthTicks;
    }
    return events;
  };
  let bar = drawBar();
  return {
    nextBar(): readonly RhythmEvent[] {
      const current = bar;
      if (random.chance(REDRAW_PROBABILITY)) bar = drawBar();
      return current;
    },
  };
}
