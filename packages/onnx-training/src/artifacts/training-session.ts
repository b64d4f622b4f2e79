import { InvalidArgumentError } from '@midizero/core';
import type { OnnxRuntime, OnnxSession, Tensor } from '@midizero/onnx';
import { readOnnx, toOnnxBytes } from '@midizero/onnx';
import type { TrainingCheckpoint } from '../checkpoint/checkpoint.js';
import { decodeCheckpoint } from '../checkpoint/checkpoint.js';
import { describeDivergence } from '../training/divergence.js';
import type { StepData } from '../training/feed.js';
import { feedData } from '../training/feed.js';
import { LEARNING_RATE_INPUT, STEP_INPUT } from '../training/optimizer-nodes.js';
import { TensorStore } from '../training/tensor-store.js';
import { LOSS_OUTPUT } from '../training/train-step.js';
import { contiguous, split, totalSize } from './contiguous-parameters.js';
import type { TrainingArtifacts } from './create-artifacts.js';
import type { ArtifactParameter, ArtifactsManifest } from './manifest.js';
import {
  accumulationBuffer,
  accumulationOutput,
  gradientInput,
  LAZY_RESET_INPUT,
  nextOutput,
  stateName,
} from './model-names.js';

export interface OptimizerStepOptions {
  readonly learningRate: number;
}

interface Models {
  readonly training: OnnxSession;
  readonly evaluation: OnnxSession;
  readonly optimizer: OnnxSession;
}

/**
 * ONNX Runtime's training session, by its method names, over {@link TrainingArtifacts} on a stock ONNX Runtime. Gradients
 * add up over {@link runTrainStep} until {@link lazyResetGrad}; {@link runOptimizerStep} moves the weights. Calls must not
 * overlap: wait for one before the next.
 */
export class TrainingSession {
  readonly #runtime: OnnxRuntime;
  readonly #artifacts: TrainingArtifacts;
  readonly #models: Models;
  readonly #state: TensorStore;
  readonly #gradients: TensorStore;
  #step: number;
  #resetPending = true;

  private constructor(
    runtime: OnnxRuntime,
    artifacts: TrainingArtifacts,
    models: Models,
    { state, gradients, step }: { state: TensorStore; gradients: TensorStore; step: number },
  ) {
    this.#runtime = runtime;
    this.#artifacts = artifacts;
    this.#models = models;
    this.#state = state;
    this.#gradients = gradients;
    this.#step = step;
  }

  /**
   * @param checkpoint goes on from here @default the artifacts' own checkpoint
   * @throws DataFormatError if the artifacts' checkpoint is damaged
   * @throws InvalidArgumentError if a checkpoint does not fit the models
   */
  static async create(
    runtime: OnnxRuntime,
    artifacts: TrainingArtifacts,
    checkpoint: TrainingCheckpoint = decodeCheckpoint(artifacts.checkpoint),
  ): Promise<TrainingSession> {
    const { manifest } = artifacts;
    const state = new TensorStore(runtime);
    state.load([...manifest.parameters, ...optimizerState(manifest)], checkpoint.tensors);
    const gradients = new TensorStore(runtime);
    const buffers = trainable(manifest);
    const zeros = buffers.map(({ name, shape }) => [name, new Float32Array(totalSize([{ shape }]))] as const);
    gradients.load(buffers, Object.fromEntries(zeros));
    const load = (model: Uint8Array, kind: string, keepOnDevice: readonly string[] = []): Promise<OnnxSession> =>
      runtime.createSession(model, { name: `${manifest.name} ${kind}`, keepOnDevice });
    const updated = manifest.updatedByTraining.map(nextOutput);
    const moved = [...buffers, ...optimizerState(manifest)].map(({ name }) => nextOutput(name));
    const sums = buffers.map(({ name }) => accumulationOutput(name));
    const models = {
      training: await load(artifacts.trainingModel, 'training', [...updated, ...sums]),
      evaluation: await load(artifacts.evalModel, 'eval'),
      optimizer: await load(artifacts.optimizerModel, 'optimizer', moved),
    };
    return new TrainingSession(runtime, artifacts, models, { state, gradients, step: checkpoint.step });
  }

  /** Names of the data that {@link runTrainStep} needs. */
  get trainingInputNames(): readonly string[] {
    return this.#artifacts.manifest.trainingInputs.map(({ name }) => name);
  }
  /** Names of what {@link runTrainStep} gives, the loss first. */
  get trainingOutputNames(): readonly string[] {
    return this.#artifacts.manifest.trainingOutputs;
  }
  /** Names of the data that {@link runEvalStep} needs. */
  get evalInputNames(): readonly string[] {
    return this.#artifacts.manifest.evalInputs.map(({ name }) => name);
  }
  /** Names of what {@link runEvalStep} gives, the loss first. */
  get evalOutputNames(): readonly string[] {
    return this.#artifacts.manifest.evalOutputs;
  }
  /** Optimizer steps taken, those before the checkpoint included. */
  get stepsTaken(): number {
    return this.#step;
  }

  /**
   * Forward and backward pass of one batch: adds its gradients to those since the last reset.
   * @returns the loss and the metrics, as scalars by name
   * @throws TrainingDivergedError if the loss is not finite; the session then stays as it was
   */
  async runTrainStep(data: StepData): Promise<Record<string, Tensor>> {
    const { manifest } = this.#artifacts;
    const fed = feedData(this.#runtime, manifest.name, manifest.trainingInputs, data);
    const reset = this.#runtime.createTensor('bool', Uint8Array.of(this.#resetPending ? 1 : 0), [1]);
    const buffers = trainable(manifest).map(
      ({ name }) => [accumulationBuffer(name), this.#gradients.get(name)!] as const,
    );
    const outputs = await this.#run(this.#models.training, {
      ...fed,
      [LAZY_RESET_INPUT]: reset,
      ...Object.fromEntries(buffers),
    });
    const sums = new Map(trainable(manifest).map(({ name }) => [name, accumulationOutput(name)] as const));
    const loss = Number((await outputs[LOSS_OUTPUT]!.download())[0]);
    if (!Number.isFinite(loss)) {
      const weights = manifest.parameters.map(({ name }) => [name, this.#state.get(name)!] as const);
      const gradients = [...sums].map(([name, output]) => [gradientInput(name), outputs[output]!] as const);
      const tensors = [...Object.entries(fed), ...weights, ...gradients];
      const error = await describeDivergence({ model: manifest.name, step: this.#step + 1, loss, tensors });
      for (const output of Object.values(outputs)) output.dispose();
      throw error;
    }
    this.#gradients.replace(outputs, sums);
    this.#state.replace(outputs, nextOutputs(manifest.updatedByTraining));
    this.#resetPending = false;
    return Object.fromEntries(manifest.trainingOutputs.map((name) => [name, outputs[name]!] as const));
  }

  /**
   * Moves the weights by the gradients since the last reset, which stay until {@link lazyResetGrad}.
   * @throws InvalidArgumentError if there are no gradients
   */
  async runOptimizerStep({ learningRate }: OptimizerStepOptions): Promise<void> {
    const { manifest } = this.#artifacts;
    if (this.#resetPending) {
      throw new InvalidArgumentError('runOptimizerStep', 'there are no gradients: call runTrainStep first');
    }
    const scalar = (value: number): Tensor => this.#runtime.createTensor('float32', Float32Array.of(value), []);
    const gradients = trainable(manifest).map(({ name }) => [gradientInput(name), this.#gradients.get(name)!] as const);
    const outputs = await this.#run(this.#models.optimizer, {
      [LEARNING_RATE_INPUT]: scalar(learningRate),
      [STEP_INPUT]: scalar(this.#step + 1),
      ...Object.fromEntries(gradients),
    });
    const moved = [...trainable(manifest), ...optimizerState(manifest)].map(({ name }) => name);
    this.#state.replace(outputs, nextOutputs(moved));
    this.#step += 1;
  }

  /** Lets the next {@link runTrainStep} begin new sums of gradients. */
  async lazyResetGrad(): Promise<void> {
    this.#resetPending = true;
  }

  /** Loss, metrics and outputs of one batch in evaluation form; nothing changes. */
  async runEvalStep(data: StepData): Promise<Record<string, Tensor>> {
    const { manifest } = this.#artifacts;
    return this.#run(this.#models.evaluation, feedData(this.#runtime, manifest.name, manifest.evalInputs, data));
  }

  /** Number of elements of all parameters. @param trainableOnly leave running statistics out @default true */
  async getParametersSize(trainableOnly = true): Promise<number> {
    return totalSize(this.#parameters(trainableOnly));
  }

  /** All parameters one after the other, in the manifest's order. @param trainableOnly leave running statistics out @default true */
  async getContiguousParameters(trainableOnly = true): Promise<Float32Array> {
    const parameters = this.#parameters(trainableOnly);
    return contiguous(parameters, await this.#state.download(parameters));
  }

  /**
   * Takes parameters from a buffer that is laid out as {@link getContiguousParameters} gives it.
   * @param buffer float32 values, or their little-endian bytes
   * @throws InvalidArgumentError if its size is wrong
   */
  async loadParametersBuffer(buffer: Float32Array | Uint8Array, trainableOnly = true): Promise<void> {
    const parameters = this.#parameters(trainableOnly);
    this.#state.load(parameters, split(parameters, buffer));
  }

  /**
   * An inference model with the current weights stored in it.
   * @param outputNames outputs of the eval model to keep; inputs that none of them needs, such as labels, are left out
   * @returns ONNX bytes
   */
  async exportModelForInferencing(outputNames: readonly string[]): Promise<Uint8Array> {
    const parameters = await this.parameters();
    const { graph } = readOnnx(this.#artifacts.evalModel, { isParameterInput: (name) => name in parameters });
    return toOnnxBytes(graph, { parameters, outputs: outputNames });
  }

  /** Weights and running statistics by name, copied. */
  async parameters(): Promise<Record<string, Float32Array>> {
    return this.#state.download(this.#artifacts.manifest.parameters);
  }

  /** Everything needed to go on from here, gradients that no optimizer step has used apart. */
  async checkpoint(extras: Pick<TrainingCheckpoint, 'randomState' | 'metadata'> = {}): Promise<TrainingCheckpoint> {
    const { manifest } = this.#artifacts;
    const tensors = await this.#state.download([...manifest.parameters, ...optimizerState(manifest)]);
    return { step: this.#step, tensors, ...extras };
  }

  /** Frees the models and their tensors. */
  async release(): Promise<void> {
    this.#state.dispose();
    this.#gradients.dispose();
    for (const model of Object.values(this.#models) as OnnxSession[]) await model.release();
  }

  #parameters(trainableOnly: boolean): readonly ArtifactParameter[] {
    const { manifest } = this.#artifacts;
    return trainableOnly ? trainable(manifest) : manifest.parameters;
  }

  /** Runs a model with parameters and state filled in. */
  async #run(model: OnnxSession, feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> {
    for (const name of model.inputNames) feeds[name] ??= this.#state.get(name)!;
    return model.run(feeds);
  }
}

function trainable({ parameters }: ArtifactsManifest): readonly ArtifactParameter[] {
  return parameters.filter((parameter) => parameter.trainable);
}

function optimizerState(manifest: ArtifactsManifest): readonly Pick<ArtifactParameter, 'name' | 'shape'>[] {
  return trainable(manifest).flatMap(({ name, shape }) =>
    manifest.optimizer.stateNames.map((state) => ({ name: stateName(name, state), shape })),
  );
}

function nextOutputs(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name, nextOutput(name)] as const));
}
