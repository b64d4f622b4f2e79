export type { AugmentationOptions, AugmentationPreset } from './augmentation/augmentation-options.js';
export { AUGMENTATION_PRESETS } from './augmentation/augmentation-options.js';
export type { DamageOptions, DamagePreset } from './damage/damage-options.js';
export { DAMAGE_PRESETS } from './damage/damage-options.js';
export type { NormalFramesOptions } from './modes/normal-frames.js';
export type { PairChange, TextureSource, TrainingPairsOptions } from './pairs/generate-training-pairs.js';
export { generateTrainingPairs } from './pairs/generate-training-pairs.js';
export type { PairBatch } from './pairs/pair-batch.js';
