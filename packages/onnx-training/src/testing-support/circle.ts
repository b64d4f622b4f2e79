import { createRandom } from '@midizero/core';
import type { Graph } from '@midizero/onnx';
import { zeros } from '@midizero/onnx';
import type { ArtifactObjective, BuildContext } from '../artifacts/create-artifacts.js';
import { batchNorm } from '../layers/batch-norm.js';
import { crossEntropy } from '../losses/losses.js';

export const CIRCLE_BATCH = 32;

/** Two layers with batch normalization on points that are in class 1 inside a circle. */
export function circleClassifier(g: Graph, { training }: BuildContext = { training: true }): ArtifactObjective {
  const updates = training ? new Map() : undefined;
  const batch = training ? CIRCLE_BATCH : 'n';
  const points = g.input('points', [batch, 2]);
  const labels = g.input('labels', [batch], 'int64');
  const hidden = g.matMul(points, g.parameter('hidden/weight', [2, 16]));
  const active = g.relu(batchNorm(g, hidden, { name: 'hidden/norm', updates }));
  const bias = g.parameter('out/bias', [2], { initializer: zeros });
  const logits = g.gemm(active, g.parameter('out/weight', [16, 2]), { bias });
  const metrics = { largest_logit: g.reduceMax(logits) };
  return { loss: crossEntropy(g, logits, labels), metrics, outputs: { logits }, updates };
}

/** Random points and their classes. */
export function circleBatch(seed: number): { points: Float32Array; labels: BigInt64Array } {
  const random = createRandom(seed);
  const points = Float32Array.from({ length: 2 * CIRCLE_BATCH }, () => 2 * random.uniform() - 1);
  const labels = BigInt64Array.from({ length: CIRCLE_BATCH }, (_, row) =>
    points[2 * row]! ** 2 + points[2 * row + 1]! ** 2 < 0.5 ? 1n : 0n,
  );
  return { points, labels };
}
