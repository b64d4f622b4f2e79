import type { Random } from '@midizero/core';
import { chooseWeighted } from '../sampling/choose.js';
import type { VoiceRecipe } from './voice.js';

/** Voices of a passage, and whether they all move in one rhythm. */
export interface Style {
  readonly voices: readonly VoiceRecipe[];
  readonly together: boolean;
}

const tune: VoiceRecipe = {
  lines: [
    ['melody', 8],
    ['run', 1],
    ['arpeggio', 1],
    ['repetition', 1],
  ],
  thicknesses: [['single', 1]],
  evenProbability: 0.2,
  centreRange: [57, 84],
};

const richTune: VoiceRecipe = {
  ...tune,
  thicknesses: [
    ['single', 6],
    ['octave', 2],
    ['parallel', 2],
    ['chord', 3],
  ],
};

const accompaniment: VoiceRecipe = {
  lines: [
    ['figure', 6],
    ['arpeggio', 3],
    ['repetition', 3],
    ['melody', 1],
  ],
  thicknesses: [
    ['single', 5],
    ['chord', 4],
    ['octave', 2],
  ],
  evenProbability: 0.7,
  centreRange: [36, 62],
};

const figuration: VoiceRecipe = {
  lines: [
    ['run', 4],
    ['arpeggio', 4],
    ['figure', 3],
    ['repetition', 1],
  ],
  thicknesses: [
    ['single', 8],
    ['octave', 2],
    ['parallel', 1],
  ],
  evenProbability: 0.9,
  centreRange: [40, 92],
};

const blockChords: VoiceRecipe = {
  lines: [
    ['melody', 4],
    ['repetition', 2],
    ['arpeggio', 1],
  ],
  thicknesses: [['chord', 1]],
  evenProbability: 0.3,
  centreRange: [48, 84],
};

const bass: VoiceRecipe = {
  lines: [
    ['melody', 3],
    ['figure', 2],
    ['repetition', 1],
  ],
  thicknesses: [
    ['single', 2],
    ['octave', 1],
  ],
  evenProbability: 0.5,
  centreRange: [30, 50],
};

const free: VoiceRecipe = {
  lines: [['leaps', 1]],
  thicknesses: [
    ['single', 2],
    ['chord', 2],
    ['octave', 1],
  ],
  evenProbability: 0.4,
  centreRange: [30, 96],
};

/** Voices of a choir or a fugue, from the lowest: each near its own part of the keyboard. */
function choir(size: number): VoiceRecipe[] {
  return Array.from({ length: size }, (_, i) => {
    const centre = 48 + (i * 26) / Math.max(1, size - 1);
    return { ...tune, centreRange: [centre - 4, centre + 5] };
  });
}

/** Makers of styles, and how often each is drawn. */
const STYLES: readonly (readonly [make: (random: Random) => Style, weight: number])[] = [
  [() => ({ voices: [tune], together: false }), 3],
  [() => ({ voices: [richTune, accompaniment], together: false }), 6],
  [() => ({ voices: [richTune, accompaniment, bass], together: false }), 3],
  [() => ({ voices: [figuration], together: false }), 2],
  [() => ({ voices: [figuration, figuration], together: false }), 2],
  [() => ({ voices: [richTune, figuration], together: false }), 2],
  [() => ({ voices: [blockChords, bass], together: true }), 2],
  [() => ({ voices: choir(4), together: true }), 2],
  [(random) => ({ voices: choir(2 + random.integer(3)), together: false }), 4],
  [() => ({ voices: [free], together: false }), 1],
  [(random) => ({ voices: [free, free], together: random.chance(0.5) }), 1],
];

/** Draws what kind of music a passage is. */
export function drawStyle(random: Random): Style {
  return chooseWeighted(random, STYLES)(random);
}
