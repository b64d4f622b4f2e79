import type { Random } from '@midizero/core';

/** Distance of the knots between which tempo stays the same. */
const STEP_SECONDS = 1;
/** Tempos are kept within this share of the written one. */
const TEMPO_RANGE = [0.4, 2.5] as const;

/** Maps written time to played time: monotone, made of straight pieces, 0 stays 0. */
export interface TimeWarp {
  /** @param seconds written time, 0 or more */
  playedSeconds(seconds: number): number;
}

/** Time as it is written. */
export const WRITTEN_TIME: TimeWarp = { playedSeconds: (seconds) => seconds };

/**
 * A tempo of its own for the whole passage, and a random walk about it.
 * @param lengthSeconds length of the passage; time goes on evenly after it
 * @param deviation the whole tempo is drawn from 1 - this to 1 + this
 * @param drift standard deviation of the walk for each second
 */
export function drawTimeWarp(random: Random, lengthSeconds: number, deviation: number, drift: number): TimeWarp {
  const [slowest, fastest] = TEMPO_RANGE;
  const pieces = Math.max(1, Math.ceil(lengthSeconds / STEP_SECONDS));
  const secondsPerSecond = new Float64Array(pieces);
  const knots = new Float64Array(pieces + 1);
  let rate = 1 + deviation * (2 * random.uniform() - 1);
  for (let piece = 0; piece < pieces; piece++) {
    secondsPerSecond[piece] = rate;
    knots[piece + 1] = knots[piece]! + rate * STEP_SECONDS;
    if (drift > 0) rate = Math.min(fastest, Math.max(slowest, rate + drift * random.gaussian()));
  }
  return {
    playedSeconds(seconds: number): number {
      const piece = Math.min(pieces - 1, Math.floor(seconds / STEP_SECONDS));
      return knots[piece]! + (seconds - piece * STEP_SECONDS) * secondsPerSecond[piece]!;
    },
  };
}
