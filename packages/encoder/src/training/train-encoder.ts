import { InvalidArgumentError, type Seed, throwIfAborted } from '@midizero/core';
import type { PairBatch } from '@midizero/datagen';
import type { OnnxRuntime } from '@midizero/onnx';
import { TrainSession } from '@midizero/onnx-training';
import { KEY_COUNT } from '@midizero/pitch-matrix';
import { createManifest, type EncoderManifest } from '../manifest.js';
import { DEFAULT_ARCHITECTURE, type PitchResNetShape } from '../network/architecture.js';
import { exportInferenceModel, type NetworkWeights } from '../network/inference-model.js';
import { learningRateAt } from './learning-rate.js';
import { ANCHORS, createTrainingStep, type LossOptions, POSITIVES, SIMILARITY } from './training-step.js';

/** How long to train: a number of steps, or minutes of wall clock. */
export type TrainingBudget = { readonly steps: number } | { readonly minutes: number };

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
}

export interface TrainEncoderOptions extends LossOptions {
  readonly runtime: OnnxRuntime;
  /** Batches of exactly `batchSize` pairs, such as `generateTrainingPairs` makes; must not end before the budget does. */
  readonly pairs: AsyncIterable<PairBatch>;
  readonly budget: TrainingBudget;
  /** Seed of the first weights. */
  readonly seed: Seed;
  /** First part of the model's id and name of its file. @default 'pitch-resnet' */
  readonly name?: string;
  /** @default DEFAULT_ARCHITECTURE */
  readonly architecture?: PitchResNetShape;
  /** Pairs of a batch. @default 256 */
  readonly batchSize?: number;
  /** Highest learning rate of the schedule. @default 0.004 */
  readonly learningRate?: number;
  /** @default 0.01 */
  readonly weightDecay?: number;
  /** Weights to begin from instead of random ones, by name, as an earlier result's `weights`. */
  readonly initialWeights?: NetworkWeights;
  /** Stops after the step at hand; the promise rejects with the signal's reason. */
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

/** Steps whose mean loss is recorded as the final one. */
const FINAL_LOSS_STEPS = 100;

/**
 * Trains an encoder from pairs: AdamW with a warm-up and a cosine schedule over the budget.
 * @throws InvalidArgumentError for a budget that is not positive, or a batch of another size
 * @throws TrainingDivergedError if the loss stops being finite
 */
export async function trainEncoder(options: TrainEncoderOptions): Promise<TrainedEncoder> {
  const { runtime, pairs, seed, name = 'pitch-resnet', architecture = DEFAULT_ARCHITECTURE, batchSize = 256 } = options;
  const { learningRate = 0.004, initialWeights, signal, onStep } = options;
  const clock = new BudgetClock(options.budget);
  const session = await TrainSession.create(runtime, createTrainingStep({ ...options, architecture, batchSize }), {
    ...(initialWeights === undefined ? { seed } : { parameters: initialWeights }),
  });
  try {
    const recentLosses: number[] = [];
    const windowDims = [batchSize, architecture.windowFrames, KEY_COUNT];
    clock.start();
    for await (const batch of pairs) {
      throwIfAborted(signal);
      checkBatch(batch, batchSize);
      const rate = learningRateAt(clock.fraction(), learningRate);
      const { step, loss, metrics } = await session.step(
        {
          [ANCHORS]: runtime.createTensor('float32', batch.anchors, windowDims),
          [POSITIVES]: runtime.createTensor('float32', batch.positives, windowDims),
          [SIMILARITY]: runtime.createTensor('float32', batch.similarity, [batchSize]),
        },
        { learningRate: rate },
      );
      clock.steps = step;
      recentLosses.push(loss);
      if (recentLosses.length > FINAL_LOSS_STEPS) recentLosses.shift();
      onStep?.({
        step,
        loss,
        contrast: metrics.contrast!,
        similarity: metrics.similarity!,
        learningRate: rate,
        pairsPerSecond: (step * batchSize) / clock.elapsedSeconds(),
        fraction: clock.fraction(),
        elapsedSeconds: clock.elapsedSeconds(),
      });
      if (clock.fraction() >= 1) break;
    }
    const seconds = clock.elapsedSeconds();
    const weights = await session.parameters();
    const model = exportInferenceModel(architecture, weights);
    const manifest = await createManifest(name, model, {
      architecture: { ...architecture },
      dimensions: architecture.dimensions,
      windowFrames: architecture.windowFrames,
      training: {
        seed,
        steps: clock.steps,
        batchSize,
        pairs: clock.steps * batchSize,
        seconds: Math.round(seconds),
        pairsPerSecond: Math.round((clock.steps * batchSize) / seconds),
        finalLoss: recentLosses.reduce((sum, loss) => sum + loss, 0) / Math.max(1, recentLosses.length),
        learningRate,
      },
    });
    return { model, manifest, weights };
  } finally {
    await session.release();
  }
}

/** Measures how much of a budget is used up. */
class BudgetClock {
  steps = 0;
  readonly #budget: TrainingBudget;
  #startMilliseconds = 0;

  constructor(budget: TrainingBudget) {
    const [name, amount] = 'steps' in budget ? ['budget.steps', budget.steps] : ['budget.minutes', budget.minutes];
    if (!(amount > 0) || !Number.isFinite(amount)) {
      throw new InvalidArgumentError(name as string, `expected a positive number, got ${amount}`);
    }
    this.#budget = budget;
  }

  start(): void {
    this.#startMilliseconds = performance.now();
  }

  elapsedSeconds(): number {
    return (performance.now() - this.#startMilliseconds) / 1000;
  }

  fraction(): number {
    const used =
      'steps' in this.#budget ? this.steps / this.#budget.steps : this.elapsedSeconds() / 60 / this.#budget.minutes;
    return Math.min(1, used);
  }
}

function checkBatch(batch: PairBatch, batchSize: number): void {
  if (batch.length !== batchSize) {
    throw new InvalidArgumentError('pairs', `batch ${batch.index} has ${batch.length} pairs, expected ${batchSize}`);
  }
}
