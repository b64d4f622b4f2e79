import type { TrainingPairsOptions } from '../pairs/generate-training-pairs.js';
import type { PairBatch } from '../pairs/pair-batch.js';
import type { GenerateOptions } from '../samples/generate-training-data.js';
import type { TrainingDataColumns } from '../samples/training-data.js';

/** What a worker is started for. */
export type WorkerTask =
  | { readonly kind: 'samples'; readonly options: GenerateOptions }
  | { readonly kind: 'pairs'; readonly options: TrainingPairsOptions };

/** Asks for blocks `first` to `end` - 1; the reply is {@link TrainingDataColumns}. */
export interface BlocksRequest {
  readonly first: number;
  readonly end: number;
}

/** Asks for the next batch; carries the arrays of batches that are over, if any. */
export type PairRequest = readonly Float32Array[];

/** Reply to a {@link PairRequest}; undefined after the last batch. */
export type PairReply = PairBatch | undefined;

/** Reply to a {@link BlocksRequest}. */
export type BlocksReply = TrainingDataColumns;
