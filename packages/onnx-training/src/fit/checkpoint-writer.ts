import type { TrainingCheckpoint } from '../checkpoint/checkpoint.js';

export interface CheckpointOptions {
  /** Keeps a checkpoint, such as a `TrainingFolder` of `@midizero/onnx-training/node` does. */
  readonly save: (checkpoint: TrainingCheckpoint) => Promise<void>;
  /** Seconds between two checkpoints. @default 60 */
  readonly everySeconds?: number;
  /** Steps between two checkpoints, besides. @default no limit */
  readonly everySteps?: number;
}

/** Writes checkpoints when it is time. */
export class CheckpointWriter {
  readonly #options: CheckpointOptions | undefined;
  readonly #capture: () => Promise<TrainingCheckpoint>;
  #savedStep: number;
  #savedMilliseconds = performance.now();

  constructor(options: CheckpointOptions | undefined, firstStep: number, capture: () => Promise<TrainingCheckpoint>) {
    this.#options = options;
    this.#capture = capture;
    this.#savedStep = firstStep;
  }

  async afterStep(step: number): Promise<void> {
    const { everySeconds = 60, everySteps = Number.POSITIVE_INFINITY } = this.#options ?? {};
    const due =
      step - this.#savedStep >= everySteps || performance.now() - this.#savedMilliseconds >= everySeconds * 1000;
    if (due) await this.#save();
  }

  /** Training ends or is interrupted. What comes after its end may be interrupted too. */
  async finish(step: number): Promise<void> {
    if (step > this.#savedStep) await this.#save();
  }

  async #save(): Promise<void> {
    if (this.#options === undefined) return;
    const checkpoint = await this.#capture();
    await this.#options.save(checkpoint);
    this.#savedStep = checkpoint.step;
    this.#savedMilliseconds = performance.now();
  }
}
