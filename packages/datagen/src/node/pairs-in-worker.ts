import { columnsOf } from '../pairs/batch-memory.js';
import { createPairMaker, type TrainingPairsOptions } from '../pairs/generate-training-pairs.js';
import type { PairBatch } from '../pairs/pair-batch.js';
import { checkWhole } from '../validation/checks.js';
import { type WorkerChannel, withChannels } from './worker-channel.js';
import type { PairReply, PairRequest } from './worker-messages.js';

/** Options of {@link generatePairsInWorker}. */
export type WorkerPairsOptions = TrainingPairsOptions & {
  /** Batches made ahead of the one in use. @default 4 */
  readonly queueBatches?: number;
  /**
   * Batches are lent: asking for the next one takes the arrays of the one before back, and leaves them empty. Spares the
   * memory of a batch being made and collected each time. @default false
   */
  readonly reuseMemory?: boolean;
};

/**
 * As `generateTrainingPairs`, batch for batch, but made ahead of time in a worker thread. The worker ends with the iteration: at the
 * last batch, on `break`, or when the signal is aborted.
 * @throws InvalidArgumentError for options that cannot work
 */
export async function* generatePairsInWorker(options: WorkerPairsOptions): AsyncGenerator<PairBatch, void, void> {
  const { queueBatches = 4, reuseMemory = false, signal, ...pairOptions } = options;
  checkWhole('queueBatches', queueBatches, 1);
  createPairMaker(pairOptions);
  yield* withChannels(
    { kind: 'pairs', options: pairOptions },
    1,
    signal,
    async function* ([channel]: readonly WorkerChannel<PairRequest, PairReply>[]) {
      const queue = Array.from({ length: queueBatches }, () => channel!.request([]));
      for (;;) {
        const batch = await queue.shift()!;
        if (!batch) return;
        if (!reuseMemory) queue.push(channel!.request([]));
        yield batch;
        if (!reuseMemory) continue;
        const columns = columnsOf(batch);
        queue.push(channel!.request(columns, columns));
      }
    },
  );
}
