import type { Random } from '@midizero/core';
import { HIGHEST_PITCH, LOWEST_PITCH } from '@midizero/pitch-matrix';
import { uniformBetween } from '../sampling/choose.js';
import type { Harmony } from './harmony.js';
import { nearestRung, pitchAt } from './ladder.js';

export type ThicknessKind = 'single' | 'octave' | 'parallel' | 'chord';

/** What a voice plays together with each pitch of its line. */
export interface Thickness {
  /** Calls `add` for every further pitch; pitches beyond the keyboard are left out, `pitch` itself is not repeated. */
  addTo(pitch: number, add: (pitch: number) => void): void;
}

/** Draws a way to thicken a line. */
export function createThickness(random: Random, kind: ThicknessKind, harmony: Harmony): Thickness {
  switch (kind) {
    case 'single':
      return { addTo: () => {} };
    case 'octave': {
      const interval = random.chance(0.5) ? 12 : -12;
      return {
        addTo(pitch, add) {
          const other = pitch + interval;
          if (other >= LOWEST_PITCH && other <= HIGHEST_PITCH) add(other);
        },
      };
    }
    case 'parallel':
      return parallel(random, harmony);
    case 'chord':
      return chord(random, harmony);
  }
}

/** Thirds or sixths of the scale below. */
function parallel(random: Random, harmony: Harmony): Thickness {
  const steps = random.chance(0.6) ? 2 : 5;
  return {
    addTo(pitch, add) {
      const other = pitchAt(harmony.scale, nearestRung(harmony.scale, pitch) - steps);
      if (other !== pitch) add(other);
    },
  };
}

/** Chord tones below, close or spread, more of them on some notes than on others. */
function chord(random: Random, harmony: Harmony): Thickness {
  const notesMax = 1 + random.integer(4);
  const stride = random.chance(0.75) ? 1 : 2;
  const fullProbability = uniformBetween(random, 0.3, 1);
  return {
    addTo(pitch, add) {
      const count = random.chance(fullProbability) ? notesMax : random.integer(notesMax);
      const rung = nearestRung(harmony.chord, pitch);
      for (let i = 1; i <= count; i++) {
        if (rung - i * stride < 0) return;
        const other = harmony.chord[rung - i * stride]!;
        if (other !== pitch) add(other);
      }
    },
  };
}
