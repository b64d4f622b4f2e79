import type { Seed } from '@midizero/core';
import { InvalidArgumentError } from '@midizero/core';
import type { OnnxRuntime, OnnxSession, Parameter, Tensor, TensorData, Value } from '@midizero/onnx';
import { staticShape } from '@midizero/onnx';
import type { TrainingCheckpoint } from '../checkpoint/checkpoint.js';
import { TrainingDivergedError } from '../errors.js';
import { initialValues, valuesOf } from './initial-values.js';
import type { TrainStep } from './train-step.js';
import { LEARNING_RATE_INPUT, LOSS_OUTPUT, STEP_INPUT } from './train-step.js';

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

/** Data for one input: a tensor, or elements that fill the input's shape. */
export type StepData = Readonly<Record<string, Tensor | TensorData>>;

/** Runs a {@link TrainStep} again and again; parameters and optimizer state stay with the runtime between steps. */
export class TrainSession {
  readonly #runtime: OnnxRuntime;
  readonly #session: OnnxSession;
  readonly #trainStep: TrainStep;
  #state: Map<string, Tensor>;
  #step: number;

  private constructor(
    runtime: OnnxRuntime,
    session: OnnxSession,
    step: TrainStep,
    state: Map<string, Tensor>,
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
    const tensorOf = (parameter: Parameter): Tensor =>
      runtime.createTensor('float32', valuesOf(parameter, values).slice(), parameter.shape);
    const state = new Map(all.map((parameter) => [parameter.name, tensorOf(parameter)] as const));
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
    const feeds: Record<string, Tensor> = { [LEARNING_RATE_INPUT]: scalar(learningRate), [STEP_INPUT]: scalar(step) };
    for (const input of this.#trainStep.inputs) feeds[input.name] = this.#inputTensor(input, data[input.name]);
    for (const name of this.#session.inputNames) feeds[name] ??= this.#state.get(name)!;
    const outputs = await this.#session.run(feeds);
    const reported = await Promise.all(
      this.#trainStep.metrics.map(async (name) => [name, Number((await outputs[name]!.download())[0])] as const),
    );
    const { [LOSS_OUTPUT]: loss, ...metrics } = Object.fromEntries(reported);
    if (!Number.isFinite(loss)) {
      const error = await this.#diverged(step, loss!, outputs);
      for (const output of this.#trainStep.nextOutputs.values()) outputs[output]!.dispose();
      throw error;
    }
    this.#replaceState(outputs);
    this.#step = step;
    return { step, loss: loss!, metrics };
  }

  /** Weights and running statistics by name, copied. */
  async parameters(): Promise<Record<string, Float32Array>> {
    return this.#download(this.#trainStep.parameters);
  }

  /** Everything needed to go on from here. */
  async checkpoint(extras: Pick<TrainingCheckpoint, 'randomState' | 'metadata'> = {}): Promise<TrainingCheckpoint> {
    const tensors = await this.#download([...this.#trainStep.parameters, ...this.#trainStep.optimizerState]);
    return { step: this.#step, tensors, ...extras };
  }

  /** Frees the model and its tensors. */
  async release(): Promise<void> {
    for (const tensor of this.#state.values()) tensor.dispose();
    this.#state = new Map();
    await this.#session.release();
  }

  #inputTensor(input: Value, data: Tensor | TensorData | undefined): Tensor {
    if (data === undefined)
      throw new InvalidArgumentError('data', `model "${this.#trainStep.name}" needs "${input.name}"`);
    if ('dims' in data) return data;
    return this.#runtime.createTensor(input.type, data, staticShape(input.shape, input.name));
  }

  #replaceState(outputs: Readonly<Record<string, Tensor>>): void {
    for (const [name, output] of this.#trainStep.nextOutputs) {
      this.#state.get(name)?.dispose();
      this.#state.set(name, outputs[output]!);
    }
  }

  async #download(parameters: readonly Parameter[]): Promise<Record<string, Float32Array>> {
    const entries = parameters.map(async ({ name }) => {
      const data = (await this.#state.get(name)!.download()) as Float32Array;
      return [name, data.slice()] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  async #diverged(
    step: number,
    loss: number,
    outputs: Readonly<Record<string, Tensor>>,
  ): Promise<TrainingDivergedError> {
    const { name, nextOutputs } = this.#trainStep;
    for (const [tensor, output] of nextOutputs) {
      const data = (await outputs[output]!.download()) as Float32Array;
      if (data.every(Number.isFinite)) continue;
      const message = `model "${name}", step ${step}: the loss is ${loss}, and the first tensor that is not finite is "${tensor}": lower the learning rate or clip gradients`;
      return new TrainingDivergedError(message, { step, loss, tensor });
    }
    return new TrainingDivergedError(`model "${name}", step ${step}: the loss is ${loss}`, { step, loss });
  }
}
