export type { TrainingBudget } from '@midizero/onnx-training';
export type { ConvolutionShape, NetworkPlan, PitchResNetShape } from './network/architecture.js';
export { DEFAULT_ARCHITECTURE, planNetwork } from './network/architecture.js';
export type { NetworkShape, NetworkSize } from './network/families.js';
export { ARCHITECTURES, networkSize } from './network/families.js';
export type { NetworkWeights } from './network/inference-model.js';
export { exportInferenceModel } from './network/inference-model.js';
export type { ResNet34Shape } from './network/resnet34/shape.js';
export { RESNET34 } from './network/resnet34/shape.js';
export type { TorchTensors } from './network/resnet34/torch-weights.js';
export { isTorchResNet34, resNet34FromTorch } from './network/resnet34/torch-weights.js';
export type { HeldOutValidation } from './training/held-out-validation.js';
export { learningRateAt } from './training/learning-rate.js';
export { poolRecall } from './training/pool-recall.js';
export type {
  TrainEncoderOptions,
  TrainedEncoder,
  TrainingProgress,
} from './training/train-encoder.js';
export { trainEncoder } from './training/train-encoder.js';
export type { LossOptions, TrainingStepOptions } from './training/training-step.js';
export { createTrainingStep } from './training/training-step.js';
