import type { PairBatch } from '@midizero/datagen';

/** What the maker of pairs sends: a batch, or why there will be no more. */
export type FromMaker =
  | { readonly kind: 'batch'; readonly batch: PairBatch }
  | { readonly kind: 'failed'; readonly message: string };

/** What the trainer sends back: that it has taken a batch, so that one more may be made. */
export interface FromTrainer {
  readonly kind: 'taken';
}

/** Batches made ahead of the trainer: enough to bridge an uneven one, few enough to hold in memory. */
export const BATCHES_AHEAD = 4;

/** One end of a channel between threads: a `MessagePort`, or the `Worker` at its other end. */
export interface MessageEnd {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}
