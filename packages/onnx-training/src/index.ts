export { artifactFiles, readArtifacts } from './artifacts/artifact-files.js';
export type {
  ArtifactObjective,
  BuildContext,
  TrainingArtifacts,
  TrainingArtifactsOptions,
} from './artifacts/create-artifacts.js';
export { createTrainingArtifacts } from './artifacts/create-artifacts.js';
export type { ArtifactName, ArtifactParameter, ArtifactsManifest } from './artifacts/manifest.js';
export type { OptimizerStepOptions } from './artifacts/training-session.js';
export { TrainingSession } from './artifacts/training-session.js';
export type { TrainingCheckpoint } from './checkpoint/checkpoint.js';
export { decodeCheckpoint, encodeCheckpoint } from './checkpoint/checkpoint.js';
export type { SafetensorsFile, StoredTensor } from './checkpoint/safetensors.js';
export { decodeSafetensors, encodeSafetensors } from './checkpoint/safetensors.js';
export { GradientError, TrainingArtifactsError, TrainingDivergedError } from './errors.js';
export type { TrainingBudget } from './fit/budget.js';
export type { CheckpointOptions } from './fit/checkpoint-writer.js';
export type { DatasetBatches, DatasetOptions } from './fit/dataset-batches.js';
export { datasetBatches } from './fit/dataset-batches.js';
export type { FitOptions, FitResult, FitStep } from './fit/fit.js';
export { fit } from './fit/fit.js';
export type { FitState } from './fit/fit-state.js';
export { fitStateOf } from './fit/fit-state.js';
export type { CurvePoint, TrainingCurveOptions } from './fit/training-curve.js';
export { trainingCurve } from './fit/training-curve.js';
export type { ValidationOptions } from './fit/validation.js';
export type { GradientOptions } from './gradients/gradients.js';
export { gradients } from './gradients/gradients.js';
export type { GradientContext, GradientRule } from './gradients/rule.js';
export type { BatchNormOptions, ParameterUpdates } from './layers/batch-norm.js';
export { batchNorm } from './layers/batch-norm.js';
export type { InfoNceOptions, L2NormalizeOptions } from './losses/losses.js';
export {
  combineLosses,
  crossEntropy,
  infoNce,
  l2Normalize,
  meanSquaredError,
  similarityLoss,
} from './losses/losses.js';
export type { AdamOptions, AdamWOptions } from './optimizers/adam.js';
export { adam, adamW } from './optimizers/adam.js';
export { clipByGlobalNorm, globalNorm } from './optimizers/clip.js';
export type { Optimizer, OptimizerUpdate, ParameterRule } from './optimizers/optimizer.js';
export type { CosineScheduleOptions, Schedule } from './optimizers/schedule.js';
export { constantSchedule, cosineSchedule } from './optimizers/schedule.js';
export type { SgdOptions } from './optimizers/sgd.js';
export { sgd } from './optimizers/sgd.js';
export type { DataInput, StepData } from './training/feed.js';
export { initialValues } from './training/initial-values.js';
export type { StepOptions, StepResult, TrainSessionOptions } from './training/train-session.js';
export { TrainSession } from './training/train-session.js';
export type { FusedTrainStepOptions, TrainingObjective, TrainStep } from './training/train-step.js';
export { createFusedTrainStep } from './training/train-step.js';
