import type { RunOptions } from '@midizero/core';
import type { PairBatch } from '@midizero/datagen';
import type { WindowEncoder } from '@midizero/pitch-matrix';

/**
 * How well an encoder tells generated pairs apart, without any real music: the share of positives whose most similar
 * anchor, among the anchors of all given batches, is their own.
 * @param batches held-out pairs, such as `generateTrainingPairs` makes with a seed that training did not use
 */
export async function poolRecall(
  encoder: WindowEncoder,
  batches: readonly PairBatch[],
  options: RunOptions = {},
): Promise<number> {
  const anchors: Float32Array[] = [];
  const positives: Float32Array[] = [];
  for (const batch of batches) {
    anchors.push(await encoder.encode(batch.anchors, options));
    positives.push(await encoder.encode(batch.positives, options));
  }
  const rows = (parts: readonly Float32Array[]): Float32Array[] =>
    parts.flatMap((part) =>
      Array.from({ length: part.length / encoder.dimensions }, (_, row) =>
        part.subarray(row * encoder.dimensions, (row + 1) * encoder.dimensions),
      ),
    );
  const anchorRows = rows(anchors);
  const positiveRows = rows(positives);
  let found = 0;
  for (const [own, positive] of positiveRows.entries()) {
    const best = dot(positive, anchorRows[own]!);
    if (anchorRows.every((anchor, other) => other === own || dot(positive, anchor) < best)) found++;
  }
  return positiveRows.length === 0 ? 0 : found / positiveRows.length;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
