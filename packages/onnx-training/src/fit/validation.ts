import { InvalidArgumentError } from '@midizero/core';
import type { TrainSession } from '../training/train-session.js';
import type { FitState } from './fit-state.js';

export interface ValidationOptions {
  /** Steps between two validations. */
  readonly everySteps: number;
  /** Measures the model as it is. */
  readonly measure: (session: TrainSession) => Promise<number>;
  /** Whether a loss or a share of right answers is measured. @default 'lower' */
  readonly better?: 'lower' | 'higher';
  /** Training stops early after so many validations without a better one. @default it never does */
  readonly patience?: number;
  /** Keeps the weights of the best validation, in memory and in checkpoints, for the result of `fit`. @default false */
  readonly keepBest?: boolean;
  readonly onValidation?: ((validation: { readonly step: number; readonly value: number }) => void) | undefined;
}

/** Validates when it is time, and remembers the best. */
export class Validator {
  readonly #options: ValidationOptions | undefined;
  #best: FitState['best'];
  #sinceBest: number;
  #bestParameters: FitState['bestParameters'];

  constructor(options: ValidationOptions | undefined, { best, validationsSinceBest, bestParameters }: FitState) {
    if (options !== undefined && !(Number.isInteger(options.everySteps) && options.everySteps > 0)) {
      throw new InvalidArgumentError(
        'validation.everySteps',
        `expected a whole number above 0, got ${options.everySteps}`,
      );
    }
    this.#options = options;
    this.#best = best;
    this.#sinceBest = validationsSinceBest;
    this.#bestParameters = bestParameters;
  }

  get shouldStop(): boolean {
    return this.#sinceBest >= (this.#options?.patience ?? Number.POSITIVE_INFINITY);
  }

  state(): Pick<FitState, 'best' | 'validationsSinceBest' | 'bestParameters'> {
    return { best: this.#best, validationsSinceBest: this.#sinceBest, bestParameters: this.#bestParameters };
  }

  async afterStep(step: number, session: TrainSession): Promise<void> {
    if (this.#options === undefined || step % this.#options.everySteps !== 0) return;
    const value = await this.#options.measure(session);
    const sign = this.#options.better === 'higher' ? -1 : 1;
    const improved = this.#best === undefined || sign * value < sign * this.#best.value;
    if (improved) this.#best = { step, value };
    if (improved && this.#options.keepBest) this.#bestParameters = await session.parameters();
    this.#sinceBest = improved ? 0 : this.#sinceBest + 1;
    this.#options.onValidation?.({ step, value });
  }
}
