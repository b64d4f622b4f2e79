import type { Progress } from '@midizero/core';
import type { NoteTable } from '@midizero/midi';
import type { Piece } from '@midizero/retrieval';
import { listMusicFiles, type PieceFileIssue, readPieces } from '@midizero/retrieval/node';
import { UnusableFileError } from '../failures/errors.js';
import { reasonOf } from '../failures/reason.js';
import { type CommandContext, warn } from '../terminal/context.js';
import { inFile } from './in-file.js';

/** Folders of music files, as a source of pieces. */
export interface PieceFolders {
  /** Files passed over so far. */
  readonly skipped: readonly SkippedFile[];
  /** Reads the pieces one by one. A piece is named by its path in its folder; of several folders, the folder goes before. */
  pieces(onProgress: (progress: Progress) => void, signal: AbortSignal): AsyncGenerator<PieceWithNotes>;
  /** What to throw when all the files were passed over. */
  noneReadable(): UnusableFileError;
}

/** A piece as its file has it. */
export type PieceWithNotes = Piece & { readonly notes: NoteTable };

/** A file that is no music, or cannot be read. */
export interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

export interface PieceFolderOptions {
  /** What progress is shown as. @default 'index' */
  readonly stage?: string;
}

/**
 * Folders of MIDI files and scores; recordings in them are passed over.
 * @throws UnusableFileError for a folder that is missing or a file, and for folders without a music file
 */
export async function openPieceFolders(
  folders: readonly string[],
  { stage = 'index' }: PieceFolderOptions = {},
): Promise<PieceFolders> {
  let fileCount = 0;
  for (const folder of folders) fileCount += (await inFile(folder, () => listMusicFiles(folder))).length;
  if (fileCount === 0) throw noMusic(folders);
  const skipped: SkippedFile[] = [];

  async function* pieces(
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ): AsyncGenerator<PieceWithNotes> {
    let completed = 0;
    const count = (): void => {
      completed += 1;
      onProgress({ stage, completed, total: fileCount, unit: 'files' });
    };
    const onIssue = (issue: PieceFileIssue): void => {
      skipped.push(skippedFile(issue));
    };
    for (const folder of folders) {
      const prefix = folders.length === 1 ? '' : `${folder.replace(/[\\/]+$/, '')}/`;
      for await (const piece of readPieces(folder, { onIssue, onFile: count, signal })) {
        yield { ...piece, id: prefix + piece.id };
      }
    }
  }

  return { skipped, pieces, noneReadable: () => noneReadable(folders, skipped) };
}

/** What to throw for folders without a music file. */
export function noMusic(folders: readonly string[]): UnusableFileError {
  return new UnusableFileError(
    folders.join(', '),
    'no music files (.mid, .musicxml, .mxl, .mei, .abc, .krn …) in there',
  );
}

/** What to throw where all files were passed over. */
export function noneReadable(folders: readonly string[], [first]: readonly SkippedFile[]): UnusableFileError {
  const example = first && `; ${first.file}: ${first.reason}`;
  return new UnusableFileError(folders.join(', '), `none of the music files in there can be read${example}`);
}

/** Reports each file that was passed over on a line of stderr. */
export function warnOfSkipped(context: CommandContext, skipped: readonly SkippedFile[]): void {
  for (const { file, reason } of skipped) warn(context, `skipped ${file}: ${reason}`);
}

/** What `readPieces` says of a file it passed over, in words for people. */
export function skippedFile({ path, error }: PieceFileIssue): SkippedFile {
  return { file: path, reason: reasonOf(error) ?? error.message };
}
