import type { Graph, Value } from '@midizero/onnx';

export interface L2NormalizeOptions {
  /** @default -1 */
  readonly axis?: number;
  /** Added to the squared length, so that a zero row stays zero and has a gradient. @default 1e-12 */
  readonly epsilon?: number;
}

/** x divided by its Euclidean length along an axis. */
export function l2Normalize(g: Graph, x: Value, { axis = -1, epsilon = 1e-12 }: L2NormalizeOptions = {}): Value {
  const squaredLength = g.op('ReduceSumSquare', [x], { axes: [axis], keepdims: 1 });
  return g.div(x, g.sqrt(g.add(squaredLength, epsilon)));
}

export interface InfoNceOptions {
  /** Similarities are divided by it. @default 0.1 */
  readonly temperature?: number;
  /** Also match positives to anchors, and take the mean of both. @default true */
  readonly symmetric?: boolean;
}

/**
 * InfoNCE (van den Oord et al., "Representation Learning with Contrastive Predictive Coding", 2018): how surprising each
 * anchor's own positive is among the positives of the whole batch.
 * @param anchors `[batch, dimensions]`, rows of length 1
 * @param positives `[batch, dimensions]`, rows of length 1; row i belongs to anchor i
 * @returns float32 scalar, in nats
 */
export function infoNce(
  g: Graph,
  anchors: Value,
  positives: Value,
  { temperature = 0.1, symmetric = true }: InfoNceOptions = {},
): Value {
  const logits = g.gemm(anchors, positives, { transB: true, alpha: 1 / temperature });
  const own = g.mul(g.reduceMean(rowSimilarity(g, anchors, positives)), 1 / temperature);
  const normalizer = (axis: number): Value =>
    g.reduceMean(g.op('ReduceLogSumExp', [logits], { axes: [axis], keepdims: 0 }));
  const forward = normalizer(1);
  return g.sub(symmetric ? g.mul(g.add(forward, normalizer(0)), 0.5) : forward, own);
}

/**
 * Mean squared error between the cosine similarity of paired rows and a wanted similarity.
 * @param a `[batch, dimensions]`, rows of length 1
 * @param b `[batch, dimensions]`, rows of length 1
 * @param target `[batch]`, -1 to 1
 */
export function similarityLoss(g: Graph, a: Value, b: Value, target: Value): Value {
  return meanSquaredError(g, rowSimilarity(g, a, b), target);
}

/** Dot products of paired rows: `[batch]`. */
function rowSimilarity(g: Graph, a: Value, b: Value): Value {
  return g.reduceSum(g.mul(a, b), { axes: [-1] });
}

/** Mean of (prediction - target)² over all elements. */
export function meanSquaredError(g: Graph, prediction: Value, target: Value): Value {
  const error = g.sub(prediction, target);
  return g.reduceMean(g.mul(error, error));
}

/**
 * Mean cross entropy of a classifier, in nats.
 * @param logits `[batch, classes]`, before softmax
 * @param labels `[batch]` int64, 0 to classes - 1
 */
export function crossEntropy(g: Graph, logits: Value, labels: Value): Value {
  const picked = g.op('GatherElements', [g.logSoftmax(logits), g.unsqueeze(labels, [1])], { axis: 1 });
  return g.neg(g.reduceMean(picked));
}

/** Σ weight · loss. @param terms scalars with their weights, such as `[[contrastive, 1 - alpha], [similarity, alpha]]` */
export function combineLosses(g: Graph, terms: readonly (readonly [loss: Value, weight: Value | number])[]): Value {
  return terms.map(([loss, weight]) => g.mul(loss, weight)).reduce((sum, term) => g.add(sum, term));
}
