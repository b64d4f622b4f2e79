import type { RunOptions } from '@midizero/core';
import type { IndexSettings, PieceIndex } from '../piece-index/contract.js';
import type { EncodedPiece } from '../piece-index/encode-piece.js';

/**
 * Where the pieces of a library are kept. Any number of snapshots can be open and one writer; a snapshot does not see
 * what is committed after it was opened.
 */
export interface PieceStore {
  readonly settings: IndexSettings;
  /** The last committed state, in memory. @throws IndexFormatError if it is damaged */
  openSnapshot(options?: RunOptions): Promise<PieceIndex>;
  /** @throws StoreLockedError if there is a writer already */
  openWriter(): Promise<PieceWriter>;
  /** Frees what the store holds open. Writers are closed first. */
  close(): Promise<void>;
}

/**
 * Changes a store. Nothing is seen by others, or outlasts the program, before {@link commit}; what is committed does,
 * whatever happens then. Calls come one after the other: each is awaited before the next.
 */
export interface PieceWriter {
  /** The pieces as they will be after the next commit: their source stamps by their ids. */
  readonly pieces: ReadonlyMap<string, string | undefined>;
  /** @throws InvalidArgumentError if there is a piece of that id */
  add(piece: EncodedPiece): Promise<void>;
  /** Adds a piece in the place of the one with its id, if there is one. */
  replace(piece: EncodedPiece): Promise<void>;
  /** @throws InvalidArgumentError if there is no piece of that id */
  remove(id: string): Promise<void>;
  /** Makes all changes since the last commit last, all at once. */
  commit(): Promise<void>;
  /** Commits, then gives back the space of pieces that are gone. */
  compact(options?: RunOptions): Promise<void>;
  /** Drops what is not committed and lets another writer in. Safe to call twice. */
  close(): Promise<void>;
}
