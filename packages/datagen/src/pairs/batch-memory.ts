import type { PairBatch } from './pair-batch.js';

/** Gives arrays of `size` elements for a new batch. What is in them does not matter: every row is written over. */
export type TakeColumn = (size: number) => Float32Array;

/** Always new memory. */
export const newColumn: TakeColumn = (size) => new Float32Array(size);

/** Arrays of batches that are over, for the next ones: new ones for each batch cost their making and their collection. */
export class BatchMemory {
  #free: Float32Array[] = [];

  readonly take: TakeColumn = (size) => {
    const place = this.#free.findIndex(({ length }) => length === size);
    return place < 0 ? newColumn(size) : this.#free.splice(place, 1)[0]!;
  };

  giveBack(columns: readonly Float32Array[]): void {
    this.#free.push(...columns);
  }
}

/** The arrays of a batch. */
export function columnsOf({ anchors, positives, similarity }: PairBatch): Float32Array[] {
  return [anchors, positives, similarity];
}
