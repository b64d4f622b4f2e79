import { generateTrainingPairs, type PairBatch, type TrainingPairsOptions } from '@midizero/datagen';
import { BATCHES_AHEAD, type FromMaker, type MessageEnd } from './pair-messages.js';

/**
 * Makes batches and sends them through `port`, a few ahead of what the other end has taken. Their arrays are handed
 * over, not copied. Goes on until the batches end; a failure is sent too.
 */
export async function servePairs(port: MessageEnd, options: TrainingPairsOptions): Promise<void> {
  let allowed = BATCHES_AHEAD;
  let wake = (): void => {};
  port.on('message', () => {
    allowed += 1;
    wake();
  });
  const send = (message: FromMaker, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
  try {
    for await (const batch of generateTrainingPairs(options)) {
      if (allowed === 0) await new Promise<void>((resolve) => (wake = resolve));
      allowed -= 1;
      send({ kind: 'batch', batch }, buffersOf(batch));
    }
  } catch (error) {
    send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

function buffersOf({ anchors, positives, similarity }: PairBatch): ArrayBuffer[] {
  return [anchors, positives, similarity].map(({ buffer }) => buffer as ArrayBuffer);
}
