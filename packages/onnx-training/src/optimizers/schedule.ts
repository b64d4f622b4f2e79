import { InvalidArgumentError } from '@midizero/core';

/** The learning rate of a step; the first step is 1. */
export type Schedule = (step: number) => number;

/** The same learning rate at every step. */
export function constantSchedule(learningRate: number): Schedule {
  return () => learningRate;
}

export interface CosineScheduleOptions {
  /** Learning rate at the end of the warm-up. */
  readonly peak: number;
  /** All steps, warm-up included; later steps stay at `floor`. */
  readonly totalSteps: number;
  /** Steps of linear rise from 0 to the peak. @default 0 */
  readonly warmupSteps?: number;
  /** Learning rate at the end. @default 0 */
  readonly floor?: number;
}

/** Linear warm-up, then half a cosine down (Loshchilov and Hutter, "SGDR", 2017, without restarts). */
export function cosineSchedule({ peak, totalSteps, warmupSteps = 0, floor = 0 }: CosineScheduleOptions): Schedule {
  if (warmupSteps < 0 || warmupSteps >= totalSteps) {
    throw new InvalidArgumentError(
      'warmupSteps',
      `must be at least 0 and below totalSteps (${totalSteps}), got ${warmupSteps}`,
    );
  }
  return (step) => {
    if (step <= warmupSteps) return (peak * step) / warmupSteps;
    const progress = Math.min(1, (step - warmupSteps) / (totalSteps - warmupSteps));
    return floor + ((peak - floor) * (1 + Math.cos(Math.PI * progress))) / 2;
  };
}
