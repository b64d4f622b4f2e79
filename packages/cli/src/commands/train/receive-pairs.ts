import { MidizeroError } from '@midizero/core';
import type { PairBatch } from '@midizero/datagen';
import type { FromMaker, FromTrainer, MessageEnd } from './pair-messages.js';

/** The batches that `servePairs` sends through the other end of `port`, in their order, without end. */
export async function* receivePairs(port: MessageEnd): AsyncGenerator<PairBatch, void, void> {
  const waiting: FromMaker[] = [];
  let wake = (): void => {};
  port.on('message', (message) => {
    waiting.push(message as FromMaker);
    wake();
  });
  for (;;) {
    const message = waiting.shift();
    if (message === undefined) {
      await new Promise<void>((resolve) => (wake = resolve));
      continue;
    }
    if (message.kind === 'failed') throw new MidizeroError('CLI_PAIRS', `making pairs failed: ${message.message}`);
    port.postMessage({ kind: 'taken' } satisfies FromTrainer);
    yield message.batch;
  }
}
