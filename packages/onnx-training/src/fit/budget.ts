import { InvalidArgumentError } from '@midizero/core';

/** How long to train: a number of steps, minutes of wall clock, or passes over data of so many steps each. */
export type TrainingBudget =
  | { readonly steps: number }
  | { readonly minutes: number }
  | { readonly epochs: number; readonly stepsPerEpoch: number };

/** Measures how much of a budget is used up, over interruptions. */
export class BudgetClock {
  steps: number;
  /** What is counted, and how much of it there is. */
  readonly #limit: { readonly steps: number } | { readonly seconds: number };
  readonly #secondsBefore: number;
  #startMilliseconds = performance.now();

  /**
   * @param steps taken before
   * @param secondsBefore spent before
   * @throws InvalidArgumentError if the budget is not positive
   */
  constructor(budget: TrainingBudget, steps = 0, secondsBefore = 0) {
    for (const [name, amount] of Object.entries(budget)) {
      if (!(amount > 0) || !Number.isFinite(amount)) {
        throw new InvalidArgumentError(`budget.${name}`, `expected a positive number, got ${amount}`);
      }
    }
    this.#limit = limitOf(budget);
    this.steps = steps;
    this.#secondsBefore = secondsBefore;
  }

  /** Time counts from here on. */
  start(): void {
    this.#startMilliseconds = performance.now();
  }

  /** Seconds of training, those before an interruption included. */
  elapsedSeconds(): number {
    return this.#secondsBefore + (performance.now() - this.#startMilliseconds) / 1000;
  }

  /** Share of the budget that is used up, 0 to 1. */
  fraction(): number {
    const limit = this.#limit;
    return Math.min(1, 'steps' in limit ? this.steps / limit.steps : this.elapsedSeconds() / limit.seconds);
  }
}

function limitOf(budget: TrainingBudget): { readonly steps: number } | { readonly seconds: number } {
  if ('minutes' in budget) return { seconds: 60 * budget.minutes };
  return { steps: 'epochs' in budget ? budget.epochs * budget.stepsPerEpoch : budget.steps };
}
