import { InvalidArgumentError, type Seed } from '@midizero/core';
import type { PairBatch } from '@midizero/datagen';
import type { OnnxRuntime } from '@midizero/onnx';
import {
  type CheckpointOptions,
  fit,
  fitStateOf,
  type StepData,
  type TrainingBudget,
  type TrainingCheckpoint,
  TrainSession,
  type TrainStep,
} from '@midizero/onnx-training';
import { KEY_COUNT } from '@midizero/pitch-matrix';
import { createManifest, type EncoderManifest } from '../manifest.js';
import { DEFAULT_ARCHITECTURE } from '../network/architecture.js';
import type { NetworkShape } from '../network/families.js';
import { exportInferenceModel, type NetworkWeights } from '../network/inference-model.js';
import { createHeldOutValidation, type HeldOutValidation } from './held-out-validation.js';
import { learningRateAt } from './learning-rate.js';
import { recipeMetadata, requireSameRecipe } from './recipe.js';
import { ANCHORS, createTrainingStep, type LossOptions, POSITIVES, SIMILARITY } from './training-step.js';

/** What a training step did. */
export interface TrainingProgress {
  /** Steps done, from 1. */
  readonly step: number;
  /** Loss of this step's batch, before its update. */
  readonly loss: number;
  /** The loss's InfoNCE part. */
  readonly contrast: number;
  /** The loss's similarity part. */
  readonly similarity: number;
  readonly learningRate: number;
  /** Pairs for each second since training began. */
  readonly pairsPerSecond: number;
  /** Share of the budget that is used up, 0 to 1. */
  readonly fraction: number;
  readonly elapsedSeconds: number;
  /** Time the rest of the budget takes at the speed so far. */
  readonly secondsLeft: number;
}

export interface TrainEncoderOptions extends LossOptions {
  readonly runtime: OnnxRuntime;
  /**
   * Batches of exactly `batchSize` pairs, such as `generateTrainingPairs` makes; training ends where they end, or with the
   * budget. With `resume` they must begin with batch number `resume.step`, as its option `startBatch` makes them.
   */
  readonly pairs: AsyncIterable<PairBatch>;
  readonly budget: TrainingBudget;
  /** Seed of the first weights. */
  readonly seed: Seed;
  /** First part of the model's id and name of its file. @default the architecture's family */
  readonly name?: string;
  /** @default DEFAULT_ARCHITECTURE */
  readonly architecture?: NetworkShape;
  /** Pairs of a batch. @default 256 */
  readonly batchSize?: number;
  /** Highest learning rate of the schedule. @default 0.004 */
  readonly learningRate?: number;
  /** @default 0.01 */
  readonly weightDecay?: number;
  /**
   * Weights to begin from instead of random ones, by name: an earlier result's `weights`, or some of them; `seed` draws the
   * others.
   */
  readonly initialWeights?: NetworkWeights;
  /** Keeps checkpoints on the way, such as a `TrainingFolder` of `@midizero/onnx-training/node` does. @default none */
  readonly checkpoints?: CheckpointOptions | undefined;
  /**
   * Goes on from a checkpoint; all options that shape the training must be those it was made with. With a budget in steps the
   * result is the same, bit for bit, as without the interruption, on the same machine. @default none
   */
  readonly resume?: TrainingCheckpoint | undefined;
  /** Further facts that must be the same when training is resumed, such as how pairs are made. @default none */
  readonly recipe?: Readonly<Record<string, unknown>>;
  /** Measures recall on held-out pairs on the way, and may stop early. @default none */
  readonly validation?: HeldOutValidation | undefined;
  /** Stops after the step at hand, with a checkpoint; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called after every step. */
  readonly onStep?: ((progress: TrainingProgress) => void) | undefined;
}

export interface TrainedEncoder {
  /** ONNX bytes for inference. */
  readonly model: Uint8Array;
  readonly manifest: EncoderManifest;
  /** Every weight and running statistic by name. */
  readonly weights: NetworkWeights;
}

/**
 * Trains an encoder from pairs: AdamW with a warm-up and a cosine schedule over the budget.
 * @throws InvalidArgumentError for a budget that is not positive, a batch of another size, a checkpoint of another recipe, or
 *   initial weights that the network does not have, or has in another size
 * @throws TrainingDivergedError if the loss stops being finite
 */
export async function trainEncoder(options: TrainEncoderOptions): Promise<TrainedEncoder> {
  const { runtime, seed, architecture = DEFAULT_ARCHITECTURE, batchSize = 256 } = options;
  const { name = architecture.family, learningRate = 0.004, initialWeights, resume, signal, onStep, budget } = options;
  const recipe = { ...options.recipe, architecture, batchSize, seed, learningRate, budget, ...lossRecipe(options) };
  if (resume !== undefined) requireSameRecipe(resume, recipe);
  const trainStep = createTrainingStep({ ...options, architecture, batchSize });
  const start = { seed, ...(initialWeights && { parameters: knownWeights(initialWeights, trainStep) }) };
  const session = await TrainSession.create(runtime, trainStep, resume === undefined ? start : { checkpoint: resume });
  const stepsBefore = session.stepsTaken;
  const began = performance.now();
  try {
    const { steps, elapsedSeconds, finalLoss, best, bestParameters } = await fit(session, {
      batches: stepData(options, architecture.windowFrames, batchSize),
      budget,
      learningRate: (fraction) => learningRateAt(fraction, learningRate),
      resume: resume && fitStateOf(resume),
      checkpoints: options.checkpoints,
      metadata: recipeMetadata(recipe),
      validation: options.validation && createHeldOutValidation(options.validation, { runtime, architecture }),
      signal,
      onStep: ({ metrics, ...progress }) => {
        const seconds = (performance.now() - began) / 1000;
        const pairsPerSecond = ((progress.step - stepsBefore) * batchSize) / seconds;
        onStep?.({ ...progress, contrast: metrics.contrast!, similarity: metrics.similarity!, pairsPerSecond });
      },
    });
    const weights = bestParameters ?? (await session.parameters());
    const model = exportInferenceModel(architecture, weights);
    const manifest = await createManifest(name, model, {
      architecture: { ...architecture },
      dimensions: architecture.dimensions,
      windowFrames: architecture.windowFrames,
      training: {
        seed,
        steps,
        batchSize,
        pairs: steps * batchSize,
        seconds: Math.round(elapsedSeconds),
        pairsPerSecond: Math.round((steps * batchSize) / elapsedSeconds),
        finalLoss,
        learningRate,
        ...(best && { bestValidation: best }),
        ...(bestParameters && { weightsOfStep: best!.step }),
      },
    });
    return { model, manifest, weights };
  } finally {
    await session.release();
  }
}

/** @throws InvalidArgumentError naming a weight that the network does not have */
function knownWeights(weights: NetworkWeights, { parameters }: TrainStep): NetworkWeights {
  const names = new Set(parameters.map(({ name }) => name));
  const stranger = Object.keys(weights).find((name) => !names.has(name));
  if (stranger === undefined) return weights;
  throw new InvalidArgumentError('initialWeights', `the network has no weight "${stranger}"`, { weight: stranger });
}

/** What shapes the loss and the weights, defaults left open. */
function lossRecipe({ temperature, infoNceWeight, weightDecay }: TrainEncoderOptions): Record<string, unknown> {
  return { temperature, infoNceWeight, weightDecay };
}

async function* stepData(
  { pairs, runtime, resume }: TrainEncoderOptions,
  windowFrames: number,
  batchSize: number,
): AsyncGenerator<StepData, void, void> {
  const windowDims = [batchSize, windowFrames, KEY_COUNT];
  let expectedIndex = resume?.step;
  for await (const batch of pairs) {
    checkBatch(batch, batchSize, expectedIndex);
    if (expectedIndex !== undefined) expectedIndex += 1;
    yield {
      [ANCHORS]: runtime.createTensor('float32', batch.anchors, windowDims),
      [POSITIVES]: runtime.createTensor('float32', batch.positives, windowDims),
      [SIMILARITY]: runtime.createTensor('float32', batch.similarity, [batchSize]),
    };
  }
}

function checkBatch(batch: PairBatch, batchSize: number, expectedIndex: number | undefined): void {
  if (batch.length !== batchSize) {
    throw new InvalidArgumentError('pairs', `batch ${batch.index} has ${batch.length} pairs, expected ${batchSize}`);
  }
  if (expectedIndex !== undefined && batch.index !== expectedIndex) {
    throw new InvalidArgumentError(
      'pairs',
      `training goes on with batch ${expectedIndex}, got batch ${batch.index}: give startBatch to the maker of pairs`,
    );
  }
}
