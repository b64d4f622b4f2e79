import type { Random } from '@midizero/core';
import { chooseEvenly, uniformBetween } from '../sampling/choose.js';
import type { Harmony } from './harmony.js';
import { type Ladder, ladderOf, nearestRung, pitchAt } from './ladder.js';

/** A succession of pitches round a hand's centre. */
export interface Line {
  /** The next pitch. @param centre where the hand is, a MIDI note number */
  next(centre: number): number;
}

export type LineKind = 'melody' | 'run' | 'arpeggio' | 'figure' | 'repetition' | 'leaps';

const EVERY_KEY: Ladder = ladderOf(0xfff);
/** A line this far from its hand's centre, in semitones, turns back. */
const REACH = 14;

/** Draws a line of the given kind. */
export function createLine(random: Random, kind: LineKind, harmony: Harmony): Line {
  switch (kind) {
    case 'melody':
      return melody(random, harmony);
    case 'run':
      return run(random, () => harmony.scale);
    case 'arpeggio':
      return run(random, () => harmony.chord);
    case 'figure':
      return figure(random, harmony);
    case 'repetition':
      return repetition(random, harmony);
    case 'leaps':
      return leaps(random);
  }
}

/** Steps, fewer leaps, and a pull towards the centre. */
function melody(random: Random, harmony: Harmony): Line {
  const spreadSteps = uniformBetween(random, 0.8, 2.5);
  const pull = uniformBetween(random, 0.05, 0.25);
  let pitch: number | undefined;
  return {
    next(centre: number): number {
      const { scale } = harmony;
      const from = pitch ?? centre + 3 * random.gaussian();
      const move = spreadSteps * random.gaussian() - (pull * (from - centre)) / 2;
      pitch = pitchAt(scale, nearestRung(scale, from) + Math.round(move));
      return pitch;
    },
  };
}

/** Rung by rung in one direction, turning at the reach of the hand or now and then before. */
function run(random: Random, ladder: () => Ladder): Line {
  const turnProbability = uniformBetween(random, 0.02, 0.25);
  let direction = random.chance(0.5) ? 1 : -1;
  let pitch: number | undefined;
  return {
    next(centre: number): number {
      const rungs = ladder();
      if (pitch === undefined) {
        pitch = pitchAt(rungs, nearestRung(rungs, centre));
        return pitch;
      }
      if (random.chance(turnProbability)) direction = -direction;
      if (pitch - centre > REACH) direction = -1;
      if (centre - pitch > REACH) direction = 1;
      pitch = pitchAt(rungs, nearestRung(rungs, pitch) + direction);
      return pitch;
    },
  };
}

/** Broken chords by a short pattern of chord tones, as Alberti basses and waltzes have it. */
function figure(random: Random, harmony: Harmony): Line {
  const length = 2 + random.integer(7);
  const pattern = Array.from({ length }, (_, i) => (i === 0 ? 0 : random.integer(5)));
  let place = 0;
  return {
    next(centre: number): number {
      const { chord } = harmony;
      const rung = nearestRung(chord, centre - 5) + pattern[place]!;
      place = (place + 1) % length;
      return pitchAt(chord, rung);
    },
  };
}

/** One note again and again, moving seldom. */
function repetition(random: Random, harmony: Harmony): Line {
  const moveProbability = uniformBetween(random, 0.05, 0.4);
  let pitch: number | undefined;
  return {
    next(centre: number): number {
      if (pitch === undefined || random.chance(moveProbability)) {
        const ladder = chooseEvenly(random, [harmony.chord, harmony.scale]);
        pitch = pitchAt(ladder, nearestRung(ladder, centre + 3 * random.gaussian()));
      }
      return pitch;
    },
  };
}

/** Any key near the centre: music of no key. */
function leaps(random: Random): Line {
  const spreadSemitones = uniformBetween(random, 3, 10);
  return {
    next: (centre) => pitchAt(EVERY_KEY, nearestRung(EVERY_KEY, centre + spreadSemitones * random.gaussian())),
  };
}
