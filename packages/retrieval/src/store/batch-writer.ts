import { InvalidArgumentError, MidizeroError, type RunOptions } from '@midizero/core';
import type { EncodedPiece } from '../piece-index/encode-piece.js';
import type { PieceWriter } from './contract.js';

/** Changes that are written together: the removals come first. */
export interface Batch {
  readonly removed: readonly string[];
  readonly added: readonly EncodedPiece[];
}

/** Windows after which a batch is written, committed or not: bounds the memory of a writer. */
const WINDOWS_PER_BATCH = 32_768;

/** What the writers of all stores have in common: which pieces there are, and the changes that are not yet written. */
export abstract class BatchWriter implements PieceWriter {
  readonly #pieces: Map<string, string | undefined>;
  /** Ids that the store has been told of. */
  readonly #written: Set<string>;
  readonly #added = new Map<string, EncodedPiece>();
  readonly #removed = new Set<string>();
  #addedWindows = 0;
  #hasChanges = false;
  #isClosed = false;

  /** @param committed source stamps of the store's pieces by their ids */
  constructor(committed: ReadonlyMap<string, string | undefined>) {
    this.#pieces = new Map(committed);
    this.#written = new Set(committed.keys());
  }

  get pieces(): ReadonlyMap<string, string | undefined> {
    return this.#pieces;
  }

  async add(piece: EncodedPiece): Promise<void> {
    this.#requireOpen();
    if (this.#pieces.has(piece.id)) {
      throw new InvalidArgumentError('piece', `the id "${piece.id}" comes twice; use replace`, { id: piece.id });
    }
    this.#pieces.set(piece.id, piece.sourceStamp);
    this.#added.set(piece.id, piece);
    this.#addedWindows += windowCount(piece);
    this.#hasChanges = true;
    if (this.#addedWindows >= WINDOWS_PER_BATCH) await this.#flush();
  }

  async replace(piece: EncodedPiece): Promise<void> {
    if (this.#pieces.has(piece.id)) await this.remove(piece.id);
    await this.add(piece);
  }

  async remove(id: string): Promise<void> {
    this.#requireOpen();
    if (!this.#pieces.delete(id)) throw new InvalidArgumentError('id', `there is no piece "${id}"`, { id });
    const pending = this.#added.get(id);
    if (pending !== undefined) this.#addedWindows -= windowCount(pending);
    this.#added.delete(id);
    if (this.#written.has(id)) this.#removed.add(id);
    this.#hasChanges = true;
  }

  async commit(): Promise<void> {
    this.#requireOpen();
    if (!this.#hasChanges) return;
    await this.#flush();
    await this.commitBatches();
    this.#hasChanges = false;
  }

  async compact(options: RunOptions = {}): Promise<void> {
    await this.commit();
    await this.compactCommitted(options);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.release();
  }

  /** Writes changes so that a commit makes them last. */
  protected abstract writeBatch(batch: Batch): Promise<void>;
  /** Makes all batches since the last commit last. */
  protected abstract commitBatches(): Promise<void>;
  protected abstract compactCommitted(options: RunOptions): Promise<void>;
  /** Drops the batches since the last commit and lets another writer in. */
  protected abstract release(): Promise<void>;

  async #flush(): Promise<void> {
    if (this.#removed.size === 0 && this.#added.size === 0) return;
    await this.writeBatch({ removed: [...this.#removed], added: [...this.#added.values()] });
    for (const id of this.#removed) this.#written.delete(id);
    for (const id of this.#added.keys()) this.#written.add(id);
    this.#removed.clear();
    this.#added.clear();
    this.#addedWindows = 0;
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new MidizeroError('STORE_CLOSED', 'This writer is closed; open another one.');
  }
}

function windowCount({ readings }: EncodedPiece): number {
  return readings.reduce((sum, { windowFirstFrames }) => sum + windowFirstFrames.length, 0);
}
