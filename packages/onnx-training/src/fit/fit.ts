import { throwIfAborted } from '@midizero/core';
import type { TrainingCheckpoint } from '../checkpoint/checkpoint.js';
import type { StepData } from '../training/feed.js';
import type { TrainSession } from '../training/train-session.js';
import type { TrainingBudget } from './budget.js';
import { BudgetClock } from './budget.js';
import type { CheckpointOptions } from './checkpoint-writer.js';
import { CheckpointWriter } from './checkpoint-writer.js';
import type { FitState } from './fit-state.js';
import { FRESH_STATE, withFitState } from './fit-state.js';
import type { ValidationOptions } from './validation.js';
import { Validator } from './validation.js';

/** What a training step did. */
export interface FitStep {
  /** Steps taken, from 1. */
  readonly step: number;
  /** Loss of this step's batch, before its update. */
  readonly loss: number;
  /** The model's metrics by name, without the loss. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly learningRate: number;
  /** Share of the budget that is used up, 0 to 1. */
  readonly fraction: number;
  /** Time spent training, before an interruption too. */
  readonly elapsedSeconds: number;
  /** Time the rest of the budget takes at the speed so far. */
  readonly secondsLeft: number;
}

export interface FitOptions {
  /** Data of the steps to come, the first one for step `session.stepsTaken + 1`. Training ends where it ends, or with the budget. */
  readonly batches: AsyncIterable<StepData>;
  readonly budget: TrainingBudget;
  /** Learning rate at a point of the budget, 0 to 1: one schedule serves budgets in steps and in minutes. */
  readonly learningRate: (fraction: number) => number;
  /** Where an interrupted training stood, from {@link fitStateOf}; the session must be made from the same checkpoint. @default the beginning */
  readonly resume?: FitState | undefined;
  /** @default none */
  readonly checkpoints?: CheckpointOptions | undefined;
  /** @default none */
  readonly validation?: ValidationOptions | undefined;
  /** Stored in each checkpoint. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Stops after the step at hand: a checkpoint is written, and the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called after every step. */
  readonly onStep?: ((step: FitStep) => void) | undefined;
}

export interface FitResult {
  /** Steps taken, before an interruption too. */
  readonly steps: number;
  readonly elapsedSeconds: number;
  /** Mean loss of the last 100 steps. */
  readonly finalLoss: number;
  readonly stoppedBy: 'budget' | 'end of data' | 'early stop';
  /** The best validation. */
  readonly best: FitState['best'];
  /** Weights and running statistics by name at the best validation; only with `validation.keepBest`. */
  readonly bestParameters: FitState['bestParameters'];
}

/** Steps whose mean loss is the final one. */
const FINAL_LOSS_STEPS = 100;

/**
 * Trains until the budget is used up. With checkpoints, training that is stopped at any moment (by a kill, too) goes on
 * from the last one bit for bit as if nothing had happened, on the same machine and where the budget is in steps.
 * @throws TrainingDivergedError if the loss stops being finite
 */
export async function fit(session: TrainSession, options: FitOptions): Promise<FitResult> {
  const { resume = FRESH_STATE, signal } = options;
  const clock = new BudgetClock(options.budget, session.stepsTaken, resume.elapsedSeconds);
  const validator = new Validator(options.validation, resume);
  const recentLosses = [...resume.recentLosses];
  const state = (): FitState => ({ elapsedSeconds: clock.elapsedSeconds(), recentLosses, ...validator.state() });
  const writer = new CheckpointWriter(options.checkpoints, session.stepsTaken, () =>
    checkpointOf(session, state(), options.metadata),
  );
  const stopReason = (): 'budget' | 'early stop' | undefined => {
    if (clock.fraction() >= 1) return 'budget';
    return validator.shouldStop ? 'early stop' : undefined;
  };
  clock.start();
  let stoppedBy: FitResult['stoppedBy'] | undefined = stopReason();
  if (stoppedBy === undefined) {
    for await (const data of options.batches) {
      if (signal?.aborted) await writer.finish(clock.steps);
      throwIfAborted(signal);
      const learningRate = options.learningRate(clock.fraction());
      const { step, loss, metrics } = await session.step(data, { learningRate });
      clock.steps = step;
      recentLosses.push(loss);
      if (recentLosses.length > FINAL_LOSS_STEPS) recentLosses.shift();
      options.onStep?.({ step, loss, metrics, learningRate, ...timing(clock) });
      await validator.afterStep(step, session);
      stoppedBy = stopReason();
      if (stoppedBy !== undefined) break;
      await writer.afterStep(step);
    }
  }
  await writer.finish(clock.steps);
  const { best, bestParameters } = validator.state();
  const finalLoss = recentLosses.reduce((sum, loss) => sum + loss, 0) / Math.max(1, recentLosses.length);
  const elapsedSeconds = clock.elapsedSeconds();
  return { steps: clock.steps, elapsedSeconds, finalLoss, stoppedBy: stoppedBy ?? 'end of data', best, bestParameters };
}

function timing(clock: BudgetClock): Pick<FitStep, 'fraction' | 'elapsedSeconds' | 'secondsLeft'> {
  const [fraction, elapsedSeconds] = [clock.fraction(), clock.elapsedSeconds()];
  return { fraction, elapsedSeconds, secondsLeft: elapsedSeconds * (1 / fraction - 1) };
}

async function checkpointOf(
  session: TrainSession,
  state: FitState,
  metadata: FitOptions['metadata'],
): Promise<TrainingCheckpoint> {
  return withFitState(await session.checkpoint({ ...(metadata && { metadata }) }), state);
}
