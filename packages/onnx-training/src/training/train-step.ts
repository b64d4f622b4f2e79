import { InvalidArgumentError } from '@midizero/core';
import type { Graph, Parameter, Value } from '@midizero/onnx';
import { createGraph, toOnnxBytes } from '@midizero/onnx';
import type { GradientOptions } from '../gradients/gradients.js';
import { gradients } from '../gradients/gradients.js';
import type { ParameterUpdates } from '../layers/batch-norm.js';
import type { Optimizer } from '../optimizers/optimizer.js';
import { addNextOutputs, addOptimizer, GRADIENT_NORM_OUTPUT } from './optimizer-nodes.js';

/** What a model's `build` function gives back. */
export interface TrainingObjective {
  /** float32 scalar to make small. */
  readonly loss: Value;
  /** Further float32 scalars to report at each step, by name. */
  readonly metrics?: Readonly<Record<string, Value>>;
  /** Next values of parameters that are not trained, such as running statistics. */
  readonly updates?: ParameterUpdates | undefined;
}

export interface FusedTrainStepOptions extends GradientOptions {
  /** Names the model in errors. */
  readonly name: string;
  /** Adds inputs, parameters, forward pass and loss to an empty graph. Input shapes must be fixed. */
  readonly build: (g: Graph) => TrainingObjective;
  readonly optimizer: Optimizer;
  /** Scale gradients down to this global norm where they exceed it; adds the metric `gradient_norm`. @default no clipping */
  readonly clipNorm?: number;
}

/** One training step as a single ONNX model: forward, loss, backward and optimizer. */
export interface TrainStep {
  readonly name: string;
  /** ONNX bytes. */
  readonly model: Uint8Array;
  /** Data to feed at each step. */
  readonly inputs: readonly Value[];
  /** Everything a trained model consists of: weights and running statistics. */
  readonly parameters: readonly Parameter[];
  /** State of the optimizer, named `parameter/state`. */
  readonly optimizerState: readonly Parameter[];
  /** Output names: the loss and the metrics. */
  readonly metrics: readonly string[];
  /** Names of outputs with next values, by the name of the parameter or state they replace. */
  readonly nextOutputs: ReadonlyMap<string, string>;
}

export const LOSS_OUTPUT = 'loss';

/**
 * Builds a training step as one graph.
 * @throws GradientError if an operator on the way from a parameter to the loss has no gradient rule
 * @throws InvalidArgumentError if the model has nothing to train
 */
export function createFusedTrainStep(options: FusedTrainStepOptions): TrainStep {
  const { name, build, optimizer, clipNorm, recomputeGathers = false } = options;
  const g = createGraph({ name });
  const { loss, metrics = {}, updates = new Map() } = build(g);
  const inputs = [...g.inputs];
  const parameters = [...g.parameters];
  const trainable = trainableParameters(g);
  g.output(LOSS_OUTPUT, loss);
  for (const [metric, value] of Object.entries(metrics)) g.output(metric, value);
  const written = gradients(g, loss, trainable, { recomputeGathers });
  const { next, optimizerState } = addOptimizer(g, { trainable, gradients: written, optimizer, clipNorm });
  const nextOutputs = addNextOutputs(g, new Map([...updates, ...next]));
  const reported = [LOSS_OUTPUT, ...Object.keys(metrics), ...(clipNorm === undefined ? [] : [GRADIENT_NORM_OUTPUT])];
  return { name, model: toOnnxBytes(g), inputs, parameters, optimizerState, metrics: reported, nextOutputs };
}

/** @throws InvalidArgumentError if there is none */
export function trainableParameters(g: Graph): readonly Parameter[] {
  const trainable = g.parameters.filter((parameter) => parameter.trainable);
  if (trainable.length === 0) throw new InvalidArgumentError('build', `model "${g.name}" has no trainable parameter`);
  return trainable;
}
