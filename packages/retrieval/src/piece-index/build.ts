import { InvalidArgumentError, type RunOptions, throwIfAborted } from '@midizero/core';
import type { WindowEncoder } from '@midizero/pitch-matrix';
import { assembleIndex } from './assemble.js';
import type { PieceIndex } from './contract.js';
import { type EncodedPiece, encodePiece, type Piece } from './encode-piece.js';
import { createIndexSettings, type IndexSettingsOptions } from './settings.js';

export interface BuildIndexOptions extends IndexSettingsOptions, RunOptions {
  readonly encoder: WindowEncoder;
  /** Number of pieces, where it is known, for `onProgress`. @default unknown */
  readonly totalPieces?: number | undefined;
}

/**
 * Indexes pieces one after the other, in memory; besides the index itself only one piece's notes are held at a time.
 * Libraries that should outlive the program, or do not fit into memory while they are built, go into a `PieceStore`.
 * @throws InvalidArgumentError for a piece id that comes twice
 */
export async function buildIndex(
  pieces: Iterable<Piece> | AsyncIterable<Piece>,
  { encoder, totalPieces, signal, onProgress, ...options }: BuildIndexOptions,
): Promise<PieceIndex> {
  const settings = createIndexSettings(encoder, options);
  const encoded: EncodedPiece[] = [];
  const ids = new Set<string>();
  for await (const piece of pieces) {
    throwIfAborted(signal);
    if (ids.has(piece.id)) {
      throw new InvalidArgumentError('pieces', `the id "${piece.id}" comes twice`, { id: piece.id });
    }
    ids.add(piece.id);
    encoded.push(await encodePiece(piece, settings, encoder, { signal }));
    onProgress?.({ stage: 'index pieces', completed: encoded.length, total: totalPieces, unit: 'pieces' });
  }
  return assembleIndex(settings, encoded);
}
