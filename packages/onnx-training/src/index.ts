export { GradientError, TrainingDivergedError } from './errors.js';
export { gradients } from './gradients/gradients.js';
export type { GradientContext, GradientRule } from './gradients/rule.js';
