import { generateTrainingPairs, type PairBatch, type PairChange } from '@midizero/datagen';
import type { Mode, ShownPairs } from './protocol.js';

const SHOWN = 12;
/** Batches from one look to the next. */
const LOOK_EVERY = 8;

/** Training pairs without end; now and then some are shown. */
export async function* watchedPairs(
  mode: Mode,
  batchSize: number,
  onLook: (pairs: ShownPairs) => void,
): AsyncGenerator<PairBatch> {
  for await (const batch of generateTrainingPairs({ ...pairChange(mode), batchSize, seed: 1 })) {
    if (batch.index % LOOK_EVERY === 0) onLook(firstPairs(batch));
    yield batch;
  }
}

function pairChange(mode: Mode): PairChange {
  return mode === 'texture'
    ? { source: { mode }, damage: 'realistic' }
    : { source: { mode }, augmentation: 'reference' };
}

function firstPairs({ anchors, positives, length }: PairBatch): ShownPairs {
  const count = Math.min(SHOWN, length);
  const size = anchors.length / length;
  return { count, anchors: anchors.slice(0, count * size), positives: positives.slice(0, count * size) };
}
