import { isMidizeroError, MidizeroError, throwIfAborted } from '@midizero/core';
import type { WindowEncoder } from '@midizero/pitch-matrix';
import type { IndexSettings } from '../../piece-index/contract.js';
import { type EncodedPiece, encodePiece, type Piece } from '../../piece-index/encode-piece.js';
import { noteFileReader, type PieceReader, parsePieces } from '../read-pieces.js';

/** A file that has been read. */
export interface ReadFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sourceStamp: string;
}

/** Code of the error for a file that is no music; its cause says what is wrong. */
export const UNREADABLE_MUSIC = 'UNREADABLE_MUSIC';

/** The pieces in a file. @throws MidizeroError with the code {@link UNREADABLE_MUSIC} if it is no music */
export async function encodeFile(
  { name, bytes, sourceStamp }: ReadFile,
  settings: IndexSettings,
  encoder: WindowEncoder,
  {
    signal,
    reader = noteFileReader,
  }: { readonly signal?: AbortSignal | undefined; readonly reader?: PieceReader } = {},
): Promise<EncodedPiece[]> {
  throwIfAborted(signal);
  const encoded: EncodedPiece[] = [];
  for (const piece of await readMusic(bytes, name, reader)) {
    encoded.push(await encodePiece({ ...piece, sourceStamp }, settings, encoder, { signal }));
  }
  return encoded;
}

async function readMusic(bytes: Uint8Array, name: string, reader: PieceReader): Promise<Piece[]> {
  try {
    return await parsePieces(bytes, name, reader);
  } catch (cause) {
    if (!isMidizeroError(cause)) throw cause;
    throw new MidizeroError(UNREADABLE_MUSIC, `${name}: ${cause.message}`, { name }, { cause });
  }
}
