import type { Seed } from '@midizero/core';
import { InvalidArgumentError } from '@midizero/core';
import type { Graph, Parameter, Value } from '@midizero/onnx';
import { createGraph, sameShape, toOnnxBytes } from '@midizero/onnx';
import { encodeCheckpoint } from '../checkpoint/checkpoint.js';
import { crc32Hex } from '../checkpoint/crc32.js';
import { gradients } from '../gradients/gradients.js';
import type { Optimizer } from '../optimizers/optimizer.js';
import { initialValues } from '../training/initial-values.js';
import { addNextOutputs, addOptimizer } from '../training/optimizer-nodes.js';
import type { TrainingObjective } from '../training/train-step.js';
import { LOSS_OUTPUT, trainableParameters } from '../training/train-step.js';
import type { ArtifactName, ArtifactsManifest } from './manifest.js';
import { artifactsManifest } from './manifest.js';
import { accumulationBuffer, accumulationOutput, gradientInput, LAZY_RESET_INPUT } from './model-names.js';

/** What `build` gives back for either model. */
export interface ArtifactObjective extends TrainingObjective {
  /** Further outputs of the eval model, by name, such as predictions: what inference models can be cut at. */
  readonly outputs?: Readonly<Record<string, Value>>;
}

/** Which of the two forward passes is built. */
export interface BuildContext {
  /** True for the training model: layers such as batch normalization differ. */
  readonly training: boolean;
}

export interface TrainingArtifactsOptions {
  /** Names the model in errors. */
  readonly name: string;
  /**
   * Adds inputs, parameters, forward pass and loss to an empty graph; called once for training and once for evaluation,
   * which must make the same parameters. Input shapes must be fixed in training; in evaluation dimensions may be named.
   */
  readonly build: (g: Graph, context: BuildContext) => ArtifactObjective;
  readonly optimizer: Optimizer;
  /** Scale gradients down to this global norm in the optimizer's step. @default no clipping */
  readonly clipNorm?: number;
  /**
   * Training steps whose gradients make one optimizer step: the sum of gradients is divided by it, so that n steps with
   * batches of b are one with a batch of n·b where the loss is a mean. @default 1
   */
  readonly accumulationSteps?: number;
  /** Draws the first values of parameters that `parameters` does not give. @default 0 */
  readonly seed?: Seed;
  /** First values by name. @default drawn by the parameters' initializers */
  readonly parameters?: Readonly<Record<string, Float32Array>>;
}

/** Three models, a checkpoint with the first weights, and what they are. */
export interface TrainingArtifacts extends Readonly<Record<ArtifactName, Uint8Array>> {
  readonly manifest: ArtifactsManifest;
}

/**
 * Builds the training artifacts that ONNX Runtime's training API had (training, eval and optimizer model, checkpoint) of
 * standard operators, so that {@link TrainingSession} runs them on any ONNX Runtime.
 * @throws GradientError if an operator on the way from a parameter to the loss has no gradient rule
 * @throws InvalidArgumentError if there is nothing to train, or the two forward passes have different parameters
 */
export function createTrainingArtifacts(options: TrainingArtifactsOptions): TrainingArtifacts {
  const { name, build, optimizer, accumulationSteps = 1, clipNorm, seed = 0 } = options;
  if (!Number.isSafeInteger(accumulationSteps) || accumulationSteps < 1) {
    throw new InvalidArgumentError('accumulationSteps', `must be a whole number above 0, got ${accumulationSteps}`);
  }
  const training = trainingGraph(name, build);
  const evaluation = evalGraph(name, build);
  requireSameParameters(name, training.graph.parameters, evaluation.graph.parameters);
  const { graph: optimizerModel, state } = optimizerGraph(name, {
    trainable: training.trainable,
    optimizer,
    accumulationSteps,
    clipNorm,
  });
  const all = [...training.graph.parameters, ...state];
  const tensors = { ...initialValues(all, seed), ...options.parameters };
  const files = {
    trainingModel: toOnnxBytes(training.graph),
    evalModel: toOnnxBytes(evaluation.graph),
    optimizerModel: toOnnxBytes(optimizerModel),
    checkpoint: encodeCheckpoint({ step: 0, tensors }),
  };
  const sizes = Object.entries(files).map(
    ([file, bytes]) => [file, { bytes: bytes.length, crc32: crc32Hex(bytes) }] as const,
  );
  const manifest = artifactsManifest({
    name,
    files: Object.fromEntries(sizes) as ArtifactsManifest['files'],
    trainingInputs: training.dataInputs.map(describeInput),
    evalInputs: evaluation.graph.inputs.map(describeInput),
    trainingOutputs: training.reported,
    evalOutputs: [...evaluation.graph.outputs.keys()],
    parameters: training.graph.parameters.map(describeParameter),
    updatedByTraining: training.updated,
    optimizer: { name: optimizer.name, stateNames: optimizer.stateNames },
    accumulationSteps,
  });
  return { manifest, ...files };
}

type Build = TrainingArtifactsOptions['build'];

function trainingGraph(name: string, build: Build) {
  const graph = createGraph({ name: `${name} training` });
  const { loss, metrics = {}, updates = new Map() } = build(graph, { training: true });
  const dataInputs = [...graph.inputs];
  const trainable = trainableParameters(graph);
  const reported = { [LOSS_OUTPUT]: loss, ...metrics };
  for (const [output, value] of Object.entries(reported)) graph.output(output, value);
  const reset = graph.squeeze(graph.input(LAZY_RESET_INPUT, [1], 'bool'), [0]);
  gradients(graph, loss, trainable).forEach((gradient, index) => {
    const parameter = trainable[index]!;
    const buffer = graph.input(accumulationBuffer(parameter.name), parameter.shape);
    graph.output(accumulationOutput(parameter.name), graph.add(graph.where(reset, 0, buffer), gradient));
  });
  const updated = [...addNextOutputs(graph, updates).keys()];
  return { graph, dataInputs, trainable, reported: Object.keys(reported), updated };
}

function evalGraph(name: string, build: Build) {
  const graph = createGraph({ name: `${name} eval` });
  const { loss, metrics = {}, outputs = {}, updates } = build(graph, { training: false });
  if (updates !== undefined && updates.size > 0) {
    throw new InvalidArgumentError(
      'build',
      `model "${name}": evaluation must not update parameters: leave "updates" out`,
    );
  }
  for (const [output, value] of Object.entries({ [LOSS_OUTPUT]: loss, ...metrics, ...outputs })) {
    graph.output(output, value);
  }
  return { graph };
}

interface OptimizerGraphOptions {
  readonly trainable: readonly Parameter[];
  readonly optimizer: Optimizer;
  readonly accumulationSteps: number;
  readonly clipNorm: number | undefined;
}

function optimizerGraph(name: string, { trainable, optimizer, accumulationSteps, clipNorm }: OptimizerGraphOptions) {
  const graph = createGraph({ name: `${name} optimizer` });
  const parameters = trainable.map((parameter) => graph.parameter(parameter.name, parameter.shape));
  const means = parameters.map((parameter) =>
    graph.mul(graph.input(gradientInput(parameter.name), parameter.shape), 1 / accumulationSteps),
  );
  const { next, optimizerState } = addOptimizer(graph, {
    trainable: parameters,
    gradients: means,
    optimizer,
    clipNorm,
  });
  addNextOutputs(graph, next);
  return { graph, state: optimizerState };
}

function requireSameParameters(name: string, training: readonly Parameter[], evaluation: readonly Parameter[]): void {
  const differing = [...training, ...evaluation].find((parameter) => {
    const same = (other: Parameter): boolean =>
      other.name === parameter.name &&
      sameShape(other.shape, parameter.shape) &&
      other.trainable === parameter.trainable;
    return !training.some(same) || !evaluation.some(same);
  });
  if (differing === undefined) return;
  throw new InvalidArgumentError(
    'build',
    `model "${name}": the parameter "${differing.name}" is not the same in training and evaluation`,
    { parameter: differing.name },
  );
}

function describeInput({ name, type, shape }: Value): Pick<Value, 'name' | 'type' | 'shape'> {
  return { name, type, shape };
}

function describeParameter({ name, shape, trainable }: Parameter): Pick<Parameter, 'name' | 'shape' | 'trainable'> {
  return { name, shape, trainable };
}
