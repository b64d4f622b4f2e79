import { StoreLockedError } from '../errors.js';
import { assembleIndex } from '../piece-index/assemble.js';
import type { IndexSettings } from '../piece-index/contract.js';
import type { EncodedPiece } from '../piece-index/encode-piece.js';
import { type Batch, BatchWriter } from './batch-writer.js';
import type { PieceStore } from './contract.js';

/** A store that lasts as long as the program, for tests and for libraries that are made anew each time. */
export function createMemoryStore(settings: IndexSettings): PieceStore {
  let committed: ReadonlyMap<string, EncodedPiece> = new Map();
  let writer: MemoryWriter | undefined;
  return {
    settings,
    openSnapshot: async () => assembleIndex(settings, [...committed.values()]),
    async openWriter() {
      if (writer !== undefined)
        throw new StoreLockedError('The store in memory', writer.holder, 'close that one first');
      writer = new MemoryWriter(committed, {
        commit: (pieces) => {
          committed = pieces;
        },
        release: () => {
          writer = undefined;
        },
      });
      return writer;
    },
    async close() {
      await writer?.close();
    },
  };
}

interface MemoryWriterEvents {
  readonly commit: (pieces: ReadonlyMap<string, EncodedPiece>) => void;
  readonly release: () => void;
}

class MemoryWriter extends BatchWriter {
  readonly holder = { pid: 0, host: 'this program', since: new Date().toISOString() };
  readonly #events: MemoryWriterEvents;
  readonly #pieces: Map<string, EncodedPiece>;

  constructor(committed: ReadonlyMap<string, EncodedPiece>, events: MemoryWriterEvents) {
    super(new Map([...committed].map(([id, { sourceStamp }]) => [id, sourceStamp])));
    this.#pieces = new Map(committed);
    this.#events = events;
  }

  protected override async writeBatch({ removed, added }: Batch): Promise<void> {
    for (const id of removed) this.#pieces.delete(id);
    for (const piece of added) this.#pieces.set(piece.id, piece);
  }

  protected override async commitBatches(): Promise<void> {
    this.#events.commit(new Map(this.#pieces));
  }

  protected override async compactCommitted(): Promise<void> {}

  protected override async release(): Promise<void> {
    this.#events.release();
  }
}
