import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isMidizeroError, throwIfAborted } from '@midizero/core';
import { type NoteTable, parseMidi } from '@midizero/midi';
import type { Piece } from '../piece-index/encode-piece.js';

/** A file that could not be read as music and was passed over. */
export interface PieceFileIssue {
  readonly path: string;
  /** What was wrong with it, a {@link MidizeroError} of the parser or an error of the file system. */
  readonly error: Error;
}

export interface ReadPiecesOptions {
  /** Called for each file that is passed over. @default such files are passed over in silence */
  readonly onIssue?: ((issue: PieceFileIssue) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const MIDI_EXTENSION = /\.midi?$/i;

/**
 * MIDI files of a folder and the folders in it, sorted by path, one at a time. A piece's id is its path relative to
 * `folder`, with `/` between names on every system.
 */
export async function* readPieces(
  folder: string,
  { onIssue, signal }: ReadPiecesOptions = {},
): AsyncGenerator<Piece & { readonly notes: NoteTable }> {
  for (const path of await listMidiFiles(folder)) {
    throwIfAborted(signal);
    try {
      const notes = parseMidi(await readFile(path));
      yield { id: relative(folder, path).split(sep).join('/'), notes };
    } catch (error) {
      if (!isMidizeroError(error) && (error as NodeJS.ErrnoException).code === undefined) throw error;
      onIssue?.({ path, error: error as Error });
    }
  }
}

/** Paths of all files ending in `.mid` or `.midi` in a folder and the folders in it, sorted. */
export async function listMidiFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && MIDI_EXTENSION.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
