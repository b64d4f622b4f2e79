import type { NoteTable } from '@midizero/midi';
import type { CommandContext } from '../terminal/context.js';
import { withProgress } from '../terminal/progress-bar.js';
import { openPieceFolders, type SkippedFile, warnOfSkipped } from './piece-folders.js';

/** Pieces in memory. */
export interface Music {
  readonly pieces: readonly NoteTable[];
  readonly skipped: readonly SkippedFile[];
}

/**
 * All notes of folders of music files, for work that needs them at once. Files that cannot be read are reported on stderr.
 * @throws UnusableFileError as {@link openPieceFolders}, and where no file can be read
 */
export async function readMusic(folders: readonly string[], context: CommandContext): Promise<Music> {
  const { skipped, pieces, noneReadable } = await openPieceFolders(folders, { stage: 'read music' });
  const tables = await withProgress(context.stderr, async (onProgress) => {
    const list: NoteTable[] = [];
    for await (const { notes } of pieces(onProgress, context.signal)) list.push(notes);
    return list;
  });
  if (tables.length === 0) throw noneReadable();
  warnOfSkipped(context, skipped);
  return { pieces: tables, skipped };
}
