import { InvalidArgumentError } from '@midizero/core';
import { checkKnownOptions, checkNumber, checkWhole } from '../validation/checks.js';

/**
 * How timed notes are damaged, as transcription and amateurs damage them. Probabilities and sizes are those of
 * severity 1; each pair draws a severity, and multiplies the ones marked "scaled" by it.
 */
export interface DamageOptions {
  /** Severities of pairs, evenly drawn from this range. @default [0, 1.2] */
  readonly severityRange?: readonly [low: number, high: number];
  /** Each scaled size of a pair is multiplied by a number drawn from 1 - this to 1 + this. @default 0.6 */
  readonly variation?: number;
  /** A note is not heard (scaled). @default 0.35 */
  readonly lossProbability?: number;
  /** A note brings another one that nobody played: at a harmonic, or near (scaled). @default 0.35 */
  readonly ghostProbability?: number;
  /** Standard deviation of onsets (scaled). @default 0.06 */
  readonly jitterSeconds?: number;
  /** A note is heard an octave too high or too low (scaled). @default 0.06 */
  readonly octaveErrorProbability?: number;
  /** A note swallows the next one of its pitch within a second (scaled). @default 0.3 */
  readonly mergeProbability?: number;
  /** A note of 0.2 s or more breaks in two (scaled). @default 0.06 */
  readonly splitProbability?: number;
  /** A note of 0.25 s or more is played as a trill (scaled). @default 0.03 */
  readonly trillProbability?: number;
  /** A chord is played upwards, note by note (scaled). @default 0.2 */
  readonly spreadProbability?: number;
  /** Most time between two notes of a spread chord. @default 0.08 */
  readonly spreadSeconds?: number;
  /** Tempo of the whole passage: from 1 - this to 1 + this (scaled). @default 0.3 */
  readonly tempoDeviation?: number;
  /** Local tempo, a random walk: standard deviation a step of a second (scaled). @default 0.08 */
  readonly tempoDrift?: number;
  /** One of several voices is left out. @default 0.08 */
  readonly voiceLossProbability?: number;
  /** Only the highest note of each onset is left: the tune alone. @default 0.06 */
  readonly skylineProbability?: number;
  /** Both sides of a pair are transposed alike, by up to so many semitones. @default 0 */
  readonly transposeSemitonesMax?: number;
  /** The anchor is damaged too, mildly, as where two performances are compared. @default 0.3 */
  readonly anchorDamageProbability?: number;
  /** The positive window begins up to so many frames beside the place that answers to the anchor. @default 1 */
  readonly shiftFramesMax?: number;
  /** Width of the zone within which damaged notes form a frame. @default 0.05 */
  readonly thresholdSeconds?: number;
}

/** `realistic` draws widely; `low`, `medium` and `high` are fixed amounts of transcription error, the tempo aside. */
export type DamagePreset = 'realistic' | 'low' | 'medium' | 'high';

const REALISTIC: Required<DamageOptions> = {
  severityRange: [0, 1.2],
  variation: 0.6,
  lossProbability: 0.35,
  ghostProbability: 0.35,
  jitterSeconds: 0.06,
  octaveErrorProbability: 0.06,
  mergeProbability: 0.3,
  splitProbability: 0.06,
  trillProbability: 0.03,
  spreadProbability: 0.2,
  spreadSeconds: 0.08,
  tempoDeviation: 0.3,
  tempoDrift: 0.08,
  voiceLossProbability: 0.08,
  skylineProbability: 0.06,
  transposeSemitonesMax: 0,
  anchorDamageProbability: 0.3,
  shiftFramesMax: 1,
  thresholdSeconds: 0.05,
};

const TRANSCRIPTION_ONLY: Required<DamageOptions> = {
  ...REALISTIC,
  severityRange: [1, 1],
  variation: 0,
  trillProbability: 0,
  spreadProbability: 0,
  tempoDrift: 0,
  voiceLossProbability: 0,
  skylineProbability: 0,
  anchorDamageProbability: 0,
};

/** The amounts of each preset, complete. */
export const DAMAGE_PRESETS: Readonly<Record<DamagePreset, Required<DamageOptions>>> = {
  realistic: REALISTIC,
  low: {
    ...TRANSCRIPTION_ONLY,
    lossProbability: 0.05,
    ghostProbability: 0.05,
    jitterSeconds: 0.015,
    octaveErrorProbability: 0.01,
    mergeProbability: 0.05,
    splitProbability: 0.01,
    tempoDeviation: 0.03,
  },
  medium: {
    ...TRANSCRIPTION_ONLY,
    lossProbability: 0.15,
    ghostProbability: 0.15,
    jitterSeconds: 0.03,
    octaveErrorProbability: 0.03,
    mergeProbability: 0.15,
    splitProbability: 0.03,
    tempoDeviation: 0.08,
  },
  high: { ...TRANSCRIPTION_ONLY, tempoDeviation: 0.15 },
};

/** Preset or options, completed and checked. @throws InvalidArgumentError */
export function resolveDamage(damage: DamagePreset | DamageOptions = 'realistic'): Required<DamageOptions> {
  if (typeof damage === 'string') {
    const preset = DAMAGE_PRESETS[damage];
    if (preset) return preset;
    throw new InvalidArgumentError(
      'damage',
      `expected ${Object.keys(DAMAGE_PRESETS).join(', ')} or options, got ${damage}`,
    );
  }
  checkKnownOptions('damage', damage, Object.keys(REALISTIC));
  const complete = { ...REALISTIC, ...damage };
  const { severityRange, transposeSemitonesMax, shiftFramesMax, ...amounts } = complete;
  checkNumber('damage.severityRange[0]', severityRange[0], 0, severityRange[1]);
  checkNumber('damage.severityRange[1]', severityRange[1], 0, 10);
  checkWhole('damage.transposeSemitonesMax', transposeSemitonesMax, 0, 12);
  checkWhole('damage.shiftFramesMax', shiftFramesMax, 0, 5);
  for (const [name, value] of Object.entries(amounts)) checkNumber(`damage.${name}`, value, 0, 1);
  return complete;
}
