import { open } from 'node:fs/promises';
import type { PieceRows, RowCounts } from '../piece-index/assemble.js';
import type { IndexSettings, View, ViewKind } from '../piece-index/contract.js';
import { padded, SEGMENTS_START } from '../piece-index/file/layout.js';
import {
  rowBytes,
  type SectionName,
  type SegmentHead,
  sectionBytes,
  segmentRows,
} from '../piece-index/file/segment.js';
import { livePieces, readHeads } from './file-store/read-heads.js';
import { readStablePages } from './index-file.js';

/** What the readings of a kind of views hold. */
export interface ViewInfo {
  readonly view: ViewKind;
  readonly readings: number;
  readonly frames: number;
  readonly notes: number;
  readonly windows: number;
  /** Of its frames, notes, windows and vectors; fingerprints are of all views together. */
  readonly bytes: number;
}

/** `pages` are those at the file's start, `pieces` says who the pieces are and what comes and goes with each commit. */
export type IndexPart = 'pages' | 'pieces' | SectionName;

/** What an index file holds. */
export interface IndexInfo {
  readonly settings: IndexSettings;
  /** Commits since the file was made or compacted. */
  readonly commits: number;
  readonly segments: number;
  readonly pieces: number;
  readonly readings: number;
  readonly frames: number;
  readonly notes: number;
  readonly windows: number;
  /** Kinds of views that there are readings of. */
  readonly views: readonly ViewInfo[];
  /** Length of the file up to its last commit. */
  readonly bytes: number;
  /** The same by parts; pieces that are gone still have their share. */
  readonly bytesByPart: Readonly<Partial<Record<IndexPart, number>>>;
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
    const rows = segmentRows(pieces);
    const { commit, settings } = pages;
    return {
      settings,
      commits: commit.sequence,
      segments: heads.length,
      pieces: pieces.length,
      readings: pieces.reduce((sum, { readings }) => sum + readings.length, 0),
      ...rows,
      views: viewsOf(pieces, settings),
      bytes: commit.byteLength,
      bytesByPart: bytesByPart(heads, commit.byteLength),
      goneShare: commit.windows === 0 ? 0 : 1 - rows.windows / commit.windows,
      pieceList: pieces.map((piece) => ({ id: piece.id, title: piece.title, windows: segmentRows([piece]).windows })),
    };
  } finally {
    await file.close();
  }
}

const KINDS: readonly ViewKind[] = ['all', 'skyline', 'parts'];

function viewsOf(pieces: readonly PieceRows[], settings: IndexSettings): ViewInfo[] {
  return KINDS.map((kind) => {
    const ofKind = pieces.map((piece) => ({
      ...piece,
      readings: piece.readings.filter(({ view }) => kindOf(view) === kind),
    }));
    const rows = segmentRows(ofKind);
    const readings = ofKind.reduce((sum, piece) => sum + piece.readings.length, 0);
    return { view: kind, readings, ...rows, bytes: bytesOfRows(rows, settings) };
  }).filter(({ readings }) => readings > 0);
}

function kindOf(view: View): ViewKind {
  return view === 'all' || view === 'skyline' ? view : 'parts';
}

function bytesOfRows(rows: RowCounts, settings: IndexSettings): number {
  return Object.values(rowBytes(rows, settings)).reduce((sum, bytes) => sum + bytes, 0);
}

function bytesByPart(heads: readonly SegmentHead[], totalBytes: number): Partial<Record<IndexPart, number>> {
  const parts: Partial<Record<IndexPart, number>> = {};
  for (const { sections } of heads) {
    for (const { name, bytes } of sections) parts[name] = (parts[name] ?? 0) + padded(bytes);
  }
  const inSections = heads.reduce((sum, head) => sum + sectionBytes(head), 0);
  return { pages: SEGMENTS_START, pieces: totalBytes - SEGMENTS_START - inSections, ...parts };
}
