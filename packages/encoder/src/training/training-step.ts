import type { Graph, Parameter, Value } from '@midizero/onnx';
import {
  adamW,
  combineLosses,
  createFusedTrainStep,
  infoNce,
  similarityLoss,
  type TrainStep,
} from '@midizero/onnx-training';
import { KEY_COUNT } from '@midizero/pitch-matrix';
import { buildNetwork, type NetworkShape } from '../network/families.js';
import { trainingLayers } from './training-network.js';

/** Names of the training step's data inputs. */
export const ANCHORS = 'anchors';
export const POSITIVES = 'positives';
export const SIMILARITY = 'similarity_target';

/** What is minimized: `infoNceWeight * InfoNCE + (1 - infoNceWeight) * mean((cos - target)²)`. */
export interface LossOptions {
  /** Divides the cosines before the softmax of InfoNCE. Smaller looks harder at near misses. @default 0.05 */
  readonly temperature?: number;
  /** 1 for InfoNCE alone, 0 for the similarity target alone. @default 0.5 */
  readonly infoNceWeight?: number;
}

/** Everything that fixes the graph of a training step. */
export interface TrainingStepOptions extends LossOptions {
  readonly architecture: NetworkShape;
  /** Pairs of a batch. */
  readonly batchSize: number;
  /** Pull of the weights towards 0 (decoupled, Loshchilov and Hutter, 2019). @default 0.01 */
  readonly weightDecay?: number;
}

/** One graph with forward pass, loss, gradients and optimizer. */
export function createTrainingStep(options: TrainingStepOptions): TrainStep {
  const { architecture, batchSize, temperature = 0.05, infoNceWeight = 0.5, weightDecay = 0.01 } = options;
  return createFusedTrainStep({
    name: `${architecture.family}-training`,
    optimizer: adamW({ weightDecay }),
    // Taps of images are most of a step's memory.
    recomputeGathers: architecture.family === 'resnet34',
    build(g: Graph) {
      const updates = new Map<Parameter, Value>();
      const shape = [batchSize, architecture.windowFrames, KEY_COUNT];
      const both = g.concat([g.input(ANCHORS, shape), g.input(POSITIVES, shape)], 0);
      const target = g.input(SIMILARITY, [batchSize]);
      const embeddings = buildNetwork(g, both, architecture, trainingLayers(g, updates));
      const anchors = g.slice(embeddings, { axis: 0, end: batchSize });
      const positives = g.slice(embeddings, { axis: 0, start: batchSize });
      const contrast = infoNce(g, anchors, positives, { temperature });
      const similarity = similarityLoss(g, anchors, positives, target);
      const loss = combineLosses(g, [
        [contrast, infoNceWeight],
        [similarity, 1 - infoNceWeight],
      ]);
      return { loss, metrics: { contrast, similarity }, updates };
    },
  });
}
