import type { FileHandle } from 'node:fs/promises';
import { type FirstPages, LogReader, type Reading } from '../../piece-index/file/read-file.js';
import { type SegmentHead, sectionBytes } from '../../piece-index/file/segment.js';
import { readFile } from '../index-file.js';

/** The heads of a file's segments, in order, without their sections. @throws IndexFormatError */
export function readHeads(file: FileHandle, pages: FirstPages): Promise<SegmentHead[]> {
  return readFile(file, headsOf(pages));
}

function* headsOf({ settings, headerLink, commit }: FirstPages): Reading<SegmentHead[]> {
  const log = new LogReader(settings, headerLink, commit);
  const heads: SegmentHead[] = [];
  while (!log.atEnd) {
    const head = yield* log.readHead();
    log.skip(sectionBytes(head));
    heads.push(head);
  }
  return heads;
}

/** The pieces that are left at the end of the log: in which segment each is, and its source stamp. */
export function livePieces(
  heads: readonly SegmentHead[],
): Map<string, { readonly segment: number; readonly sourceStamp: string | undefined }> {
  const live = new Map<string, { segment: number; sourceStamp: string | undefined }>();
  for (const [segment, { removed, pieces }] of heads.entries()) {
    for (const id of removed) live.delete(id);
    for (const { id, sourceStamp } of pieces) live.set(id, { segment, sourceStamp });
  }
  return live;
}
