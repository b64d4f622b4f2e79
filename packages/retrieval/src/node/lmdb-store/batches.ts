import type { FrameRun, PlacedTable } from '../../fingerprints/merge-tables.js';
import { TableCollector } from '../../fingerprints/table-collector.js';
import type { FingerprintTable } from '../../piece-index/contract.js';
import type { BatchHead, SealedHead } from './records.js';

/** A batch, and its table. */
export interface OpenBatch {
  /** Number of its first piece. */
  readonly number: number;
  readonly frames: readonly number[];
  readonly table: FingerprintTable;
}

/** Whether one of a batch's pieces is left. */
export function hasLivePiece(
  number: number,
  { head }: SealedHead<BatchHead>,
  pieces: ReadonlyMap<number, unknown>,
): boolean {
  return head.frames.some((frames, i) => frames > 0 && pieces.has(number + i));
}

/** Puts batches together, in the order of their numbers, without the pieces that are gone. */
export class BatchJoiner {
  readonly #pieces: ReadonlyMap<number, unknown>;
  readonly #tables = new TableCollector();
  readonly #kept: FrameRun[] = [];
  #end = 0;
  #hasGone = false;

  /** @param pieces those that are left, by their numbers */
  constructor(pieces: ReadonlyMap<number, unknown>) {
    this.#pieces = pieces;
  }

  add({ number, frames, table }: OpenBatch): void {
    const placed: PlacedTable = { firstFrame: this.#end, table };
    this.#tables.add(placed);
    for (const [i, frameCount] of frames.entries()) {
      if (frameCount > 0 && this.#pieces.has(number + i)) this.#kept.push({ firstFrame: this.#end, frameCount });
      else this.#hasGone ||= frameCount > 0;
      this.#end += frameCount;
    }
  }

  /** Frames of the pieces that are left. */
  get frameCount(): number {
    return this.#kept.reduce((sum, { frameCount }) => sum + frameCount, 0);
  }

  /** Their table, with frames counted from the first one's. @param mostPostings as of `mergeTables` */
  finish(mostPostings?: number): FingerprintTable {
    return this.#tables.finish({ kept: this.#hasGone ? this.#kept : undefined, mostPostings });
  }
}

/** Postings of a joined batch: as many as a batch of windows usually has. */
const JOINED_BYTES = 2 << 20;

/** Batches for a store that is written anew: small ones are joined, and pieces that are gone are left out. */
export function* joinBatches(
  batches: ReadonlyMap<number, SealedHead<BatchHead>>,
  pieces: ReadonlyMap<number, unknown>,
  open: (number: number, head: BatchHead) => OpenBatch,
): Generator<OpenBatch> {
  let joiner = new BatchJoiner(pieces);
  let first: number | undefined;
  let frames: number[] = [];
  let bytes = 0;
  const finish = (number: number): OpenBatch => {
    const joined = { number, frames, table: joiner.finish() };
    joiner = new BatchJoiner(pieces);
    first = undefined;
    frames = [];
    bytes = 0;
    return joined;
  };
  for (const [number, { head }] of batches) {
    first ??= number;
    const batch = open(number, head);
    joiner.add(batch);
    while (frames.length < number - first) frames.push(0); // between batches
    frames.push(...head.frames.map((count, i) => (pieces.has(number + i) ? count : 0)));
    bytes += batch.table.postings.length;
    if (bytes >= JOINED_BYTES) yield finish(first);
  }
  if (first !== undefined) yield finish(first);
}
