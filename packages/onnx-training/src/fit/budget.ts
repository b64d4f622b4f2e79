import { InvalidArgumentError } from '@midizero/core';

/** How long to train: a number of steps, or minutes of wall clock. */
export type TrainingBudget = { readonly steps: number } | { readonly minutes: number };

/** Measures how much of a budget is used up, over interruptions. */
export class BudgetClock {
  steps: number;
  readonly #budget: TrainingBudget;
  readonly #secondsBefore: number;
  #startMilliseconds = performance.now();

  /**
   * @param steps taken before
   * @param secondsBefore spent before
   * @throws InvalidArgumentError if the budget is not positive
   */
  constructor(budget: TrainingBudget, steps = 0, secondsBefore = 0) {
    const [name, amount] = 'steps' in budget ? ['budget.steps', budget.steps] : ['budget.minutes', budget.minutes];
    if (!(amount > 0) || !Number.isFinite(amount)) {
      throw new InvalidArgumentError(name as string, `expected a positive number, got ${amount}`);
    }
    this.#budget = budget;
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
    const used =
      'steps' in this.#budget ? this.steps / this.#budget.steps : this.elapsedSeconds() / 60 / this.#budget.minutes;
    return Math.min(1, used);
  }
}
