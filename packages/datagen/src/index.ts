export type { AugmentationOptions, AugmentationPreset } from './augmentation/augmentation-options.js';
export { AUGMENTATION_PRESETS } from './augmentation/augmentation-options.js';
export type { NormalFramesOptions } from './modes/normal-frames.js';
export type { TrainingPairsOptions } from './pairs/generate-training-pairs.js';
export { generateTrainingPairs } from './pairs/generate-training-pairs.js';
export type { PairBatch } from './pairs/pair-batch.js';
