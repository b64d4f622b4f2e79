import type { DamagePreset, PairChange } from '@midizero/datagen';

/** Modes that need no music to learn from. */
export const trainingModes = ['P', 'C', 'singing', 'texture'] as const;
export type TrainingMode = (typeof trainingModes)[number];

export const damagePresets: readonly DamagePreset[] = ['realistic', 'low', 'medium', 'high'];

/** What pairs are made of and how their sides differ: texture needs damage in time, the modes' frames may do without. */
export function pairChange(mode: TrainingMode, damage: DamagePreset | undefined): PairChange {
  if (mode === 'texture') return { source: { mode }, damage: damage ?? 'realistic' };
  return damage === undefined ? { source: { mode }, augmentation: 'reference' } : { source: { mode }, damage };
}
