import type { Piece } from '../piece-index/encode-piece.js';
import type { ListedFile } from './manifest.js';

/** Pieces with the work that the lists have for them: files of one piece are references of one work. */
export async function* withWorks(
  database: Iterable<Piece> | AsyncIterable<Piece>,
  files: ReadonlyMap<string, ListedFile>,
): AsyncGenerator<Piece> {
  for await (const piece of database) yield { ...piece, workId: piece.workId ?? files.get(piece.id)?.pieceId };
}
