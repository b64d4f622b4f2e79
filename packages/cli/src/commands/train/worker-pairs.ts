import { Worker } from 'node:worker_threads';
import type { PairBatch, TrainingPairsOptions } from '@midizero/datagen';
import type { FromMaker, MessageEnd } from './pair-messages.js';
import { receivePairs } from './receive-pairs.js';

/** Batches of pairs made in a thread of its own, which ends with the iteration. */
export async function* pairsFromWorker(options: TrainingPairsOptions): AsyncGenerator<PairBatch, void, void> {
  // The build puts both files side by side.
  const worker = new Worker(new URL('./pair-worker.js', import.meta.url), { workerData: options });
  try {
    yield* receivePairs(reportingErrors(worker));
  } finally {
    await worker.terminate();
  }
}

/** A worker that dies says so in an event of its own; here it becomes the last message. */
function reportingErrors(worker: Worker): MessageEnd {
  return {
    postMessage: (message) => worker.postMessage(message),
    on: (_event, listener) => {
      worker.on('message', listener);
      worker.on('error', (error) => listener({ kind: 'failed', message: error.message } satisfies FromMaker));
    },
  };
}
