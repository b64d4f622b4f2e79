import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isMidizeroError, throwIfAborted } from '@midizero/core';
import { hasMusicExtension, type MusicFile, type NoteTable, readMusicPieces } from '@midizero/midi';
import { barColumns } from '../piece-index/bar-columns.js';
import type { Piece } from '../piece-index/encode-piece.js';

/** A file that could not be read as music and was passed over. */
export interface PieceFileIssue {
  readonly path: string;
  /** What was wrong with it, a {@link MidizeroError} of the parser or an error of the file system. */
  readonly error: Error;
}

/** What a file holds, for a piece. */
export type MusicOfPiece = Pick<MusicFile, 'notes'> & Partial<Pick<MusicFile, 'title' | 'bars'>>;

/** Makes notes of files: the place for formats that `@midizero/midi` does not read, such as recordings. */
export interface PieceReader {
  /** Whether a file of this name is worth a try. */
  accepts(name: string): boolean;
  /** Whether a file is one that {@link noteFileReader} cannot read. @default none is */
  claims?(bytes: Uint8Array, name: string): boolean;
  /** The pieces in a file. A MidizeroError it throws passes the file over. */
  read(bytes: Uint8Array, name: string): Promise<readonly MusicOfPiece[]>;
}

/** A piece as its file has it. */
export type PieceOfFile = Piece & { readonly notes: NoteTable };

export interface ReadPiecesOptions {
  /** Called for each file that is passed over. @default such files are passed over in silence */
  readonly onIssue?: ((issue: PieceFileIssue) => void) | undefined;
  /** Called behind each file, read or passed over. */
  readonly onFile?: (() => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** @default {@link noteFileReader} */
  readonly reader?: PieceReader | undefined;
}

/** Reads all formats that hold notes: MIDI, MusicXML, MEI, ABC and Humdrum **kern. */
export const noteFileReader: PieceReader = {
  accepts: hasMusicExtension,
  read: (bytes, name) => readMusicPieces(bytes, { name }),
};

/**
 * Music files of a folder and the folders in it, sorted by path, one at a time. A piece's id is its path relative to
 * `folder`, with `/` between names on every system; of a file with several pieces, `#1`, `#2` … goes behind.
 */
export async function* readPieces(
  folder: string,
  { onIssue, onFile, signal, reader = noteFileReader }: ReadPiecesOptions = {},
): AsyncGenerator<PieceOfFile> {
  for (const path of await listMusicFiles(folder, reader)) {
    throwIfAborted(signal);
    const name = relative(folder, path).split(sep).join('/');
    let pieces: readonly PieceOfFile[] = [];
    try {
      pieces = await parsePieces(await readFile(path), name, reader);
    } catch (error) {
      if (!isMidizeroError(error) && (error as NodeJS.ErrnoException).code === undefined) throw error;
      onIssue?.({ path, error: error as Error });
    }
    yield* pieces;
    onFile?.();
  }
}

/**
 * The pieces in a file.
 * @param name id of its piece; of several pieces, `#1`, `#2` … goes behind
 * @throws MidizeroError if it is no music
 */
export async function parsePieces(
  bytes: Uint8Array,
  name: string,
  reader: PieceReader = noteFileReader,
): Promise<PieceOfFile[]> {
  const pieces = await reader.read(bytes, name);
  return pieces.map(({ notes, title, bars = [] }, index) => {
    const id = pieces.length === 1 ? name : `${name}#${index + 1}`;
    return { id, title, notes, bars: barColumns(bars) };
  });
}

/** Paths of all files in a folder and the folders in it that a reader accepts by their names, sorted. */
export async function listMusicFiles(folder: string, reader: PieceReader = noteFileReader): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && reader.accepts(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
