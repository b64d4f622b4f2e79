import { open } from 'node:fs/promises';
import type { IndexSettings } from '../piece-index/contract.js';
import { segmentRows } from '../piece-index/file/segment.js';
import { livePieces, readHeads } from './file-store/read-heads.js';
import { readStablePages } from './index-file.js';

/** What an index file holds. */
export interface IndexInfo {
  readonly settings: IndexSettings;
  /** Commits since the file was made or compacted. */
  readonly commits: number;
  readonly segments: number;
  readonly pieces: number;
  readonly readings: number;
  readonly frames: number;
  readonly windows: number;
  /** Length of the file up to its last commit. */
  readonly bytes: number;
  /** Share of the windows in the file that belong to pieces that are gone: compaction gives their space back. */
  readonly goneShare: number;
  /** Ids and titles, in the order of the index. */
  readonly pieceList: readonly { readonly id: string; readonly title?: string | undefined; readonly windows: number }[];
}

/**
 * Says what an index file holds, without reading its vectors.
 * @throws IndexFormatError for a file that is no index, or damaged where it is read
 */
export async function readIndexInfo(path: string): Promise<IndexInfo> {
  const file = await open(path, 'r');
  try {
    const pages = await readStablePages(file);
    const heads = await readHeads(file, pages);
    const live = livePieces(heads);
    const pieces = heads.flatMap((head, segment) => head.pieces.filter(({ id }) => live.get(id)?.segment === segment));
    const { frames, windows } = segmentRows(pieces);
    const { commit, settings } = pages;
    return {
      settings,
      commits: commit.sequence,
      segments: heads.length,
      pieces: pieces.length,
      readings: pieces.reduce((sum, { readings }) => sum + readings.length, 0),
      frames,
      windows,
      bytes: commit.byteLength,
      goneShare: commit.windows === 0 ? 0 : 1 - windows / commit.windows,
      pieceList: pieces.map((piece) => ({ id: piece.id, title: piece.title, windows: segmentRows([piece]).windows })),
    };
  } finally {
    await file.close();
  }
}
