import type { Seed } from '@midizero/core';
import type { OnnxRuntime, OnnxSession, Tensor } from '@midizero/onnx';
import type { TrainingCheckpoint } from '../checkpoint/checkpoint.js';
import { describeDivergence } from './divergence.js';
import type { StepData } from './feed.js';
import { feedData } from './feed.js';
import { initialValues } from './initial-values.js';
import { LEARNING_RATE_INPUT, STEP_INPUT } from './optimizer-nodes.js';
import { TensorStore } from './tensor-store.js';
import type { TrainStep } from './train-step.js';
import { LOSS_OUTPUT } from './train-step.js';

export interface TrainSessionOptions {
  /** Draws the first values of parameters that `parameters` does not give. @default 0 */
  readonly seed?: Seed;
  /** First values by name. @default drawn by the parameters' initializers */
  readonly parameters?: Readonly<Record<string, Float32Array>>;
  /** Goes on from here: parameters, optimizer state and step; `seed` and `parameters` are not used. @default none */
  readonly checkpoint?: TrainingCheckpoint;
}

export interface StepOptions {
  readonly learningRate: number;
}

export interface StepResult {
  /** The step just taken; the first is 1. */
  readonly step: number;
  readonly loss: number;
  /** The model's metrics by name, without the loss. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Runs a {@link TrainStep} again and again; parameters and optimizer state stay with the runtime between steps. */
export class TrainSession {
  readonly #runtime: OnnxRuntime;
  readonly #session: OnnxSession;
  readonly #trainStep: TrainStep;
  readonly #state: TensorStore;
  #step: number;

  private constructor(
    runtime: OnnxRuntime,
    session: OnnxSession,
    step: TrainStep,
    state: TensorStore,
    stepsTaken: number,
  ) {
    this.#runtime = runtime;
    this.#session = session;
    this.#trainStep = step;
    this.#state = state;
    this.#step = stepsTaken;
  }

  /** @throws InvalidArgumentError if given values or a checkpoint do not fit the model */
  static async create(
    runtime: OnnxRuntime,
    trainStep: TrainStep,
    options: TrainSessionOptions = {},
  ): Promise<TrainSession> {
    const { seed = 0, checkpoint } = options;
    const all = [...trainStep.parameters, ...trainStep.optimizerState];
    const values = checkpoint?.tensors ?? { ...initialValues(all, seed), ...options.parameters };
    const state = new TensorStore(runtime);
    state.load(all, values);
    const session = await runtime.createSession(trainStep.model, {
      name: trainStep.name,
      keepOnDevice: [...trainStep.nextOutputs.values()],
    });
    return new TrainSession(runtime, session, trainStep, state, checkpoint?.step ?? 0);
  }

  /** Steps taken, those before the checkpoint included. */
  get stepsTaken(): number {
    return this.#step;
  }

  /**
   * Takes one step. Steps must not overlap: wait for one before the next.
   * @throws TrainingDivergedError if the loss is not finite; the session then stays as it was before the step
   */
  async step(data: StepData, { learningRate }: StepOptions): Promise<StepResult> {
    const step = this.#step + 1;
    const scalar = (value: number): Tensor => this.#runtime.createTensor('float32', Float32Array.of(value), []);
    const fed = feedData(this.#runtime, this.#trainStep.name, this.#trainStep.inputs, data);
    const feeds: Record<string, Tensor> = {
      ...fed,
      [LEARNING_RATE_INPUT]: scalar(learningRate),
      [STEP_INPUT]: scalar(step),
    };
    for (const name of this.#session.inputNames) feeds[name] ??= this.#state.get(name)!;
    const outputs = await this.#session.run(feeds);
    const reported = await Promise.all(
      this.#trainStep.metrics.map(async (name) => [name, Number((await outputs[name]!.download())[0])] as const),
    );
    const { [LOSS_OUTPUT]: loss, ...metrics } = Object.fromEntries(reported);
    if (!Number.isFinite(loss)) {
      const { name, nextOutputs } = this.#trainStep;
      const next = [...nextOutputs].map(([tensor, output]) => [tensor, outputs[output]!] as const);
      const tensors = [...Object.entries(fed), ...next];
      const error = await describeDivergence({ model: name, step, loss: loss!, tensors });
      for (const [, output] of next) output.dispose();
      throw error;
    }
    this.#state.replace(outputs, this.#trainStep.nextOutputs);
    this.#step = step;
    return { step, loss: loss!, metrics };
  }

  /** Weights and running statistics by name, copied. */
  async parameters(): Promise<Record<string, Float32Array>> {
    return this.#state.download(this.#trainStep.parameters);
  }

  /** Everything needed to go on from here. */
  async checkpoint(extras: Pick<TrainingCheckpoint, 'randomState' | 'metadata'> = {}): Promise<TrainingCheckpoint> {
    const tensors = await this.#state.download([...this.#trainStep.parameters, ...this.#trainStep.optimizerState]);
    return { step: this.#step, tensors, ...extras };
  }

  /** Frees the model and its tensors. */
  async release(): Promise<void> {
    this.#state.dispose();
    await this.#session.release();
  }
}
