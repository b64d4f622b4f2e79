import type { FileHandle } from 'node:fs/promises';
import type { RunOptions } from '@midizero/core';
import { addRows, IndexAssembler } from '../../piece-index/assemble.js';
import type { PieceIndex } from '../../piece-index/contract.js';
import { type Commit, emptyCommit, encodeFirstPages } from '../../piece-index/file/layout.js';
import { type FirstPages, LogReader, type Reading } from '../../piece-index/file/read-file.js';
import { type SegmentHead, sectionBytes, segmentRows } from '../../piece-index/file/segment.js';
import { readFile } from '../index-file.js';
import { livePieces } from './read-heads.js';
import { appendSegment, writeAt, writeCommit } from './write-log.js';

/** Segments are joined until they have this many bytes: few segments, and little memory while they are written. */
const JOINED_BYTES = 64 << 20;

/**
 * Writes what is left of a log to another file: pieces that are gone are left out, small segments are joined.
 * @param heads of the source's segments
 * @returns the commit of the new file, which is on the disk
 */
export async function compactInto(
  target: FileHandle,
  source: FileHandle,
  pages: FirstPages,
  heads: readonly SegmentHead[],
  { signal, onProgress }: RunOptions,
): Promise<Commit> {
  const first = encodeFirstPages(pages.settings, (link) => ({ ...emptyCommit(link), sequence: 1 }));
  await writeAt(target, first, 0);
  let commit: Commit = { ...emptyCommit(pages.headerLink), sequence: 1 };
  const copying = copyGroups(pages, heads);
  for (;;) {
    const joined = await readFile(source, nextOf(copying), { stage: 'compact index', signal, onProgress });
    if (joined === undefined) break;
    if (joined.pieces.length > 0) commit = await appendSegment(target, joined, [], commit);
  }
  const last: Commit = { ...commit, sequence: 2 };
  await writeCommit(target, last);
  return last;
}

type Groups = Generator<Reading<PieceIndex>, void, void>;

function* nextOf(groups: Groups): Reading<PieceIndex | undefined> {
  const { value } = groups.next();
  return value === undefined ? undefined : yield* value;
}

/** One reading for each run of segments that become one. */
function* copyGroups({ settings, headerLink, commit }: FirstPages, heads: readonly SegmentHead[]): Groups {
  const live = livePieces(heads);
  const log = new LogReader(settings, headerLink, commit);
  for (let first = 0; first < heads.length; ) {
    let end = first + 1;
    let bytes = sectionBytes(heads[first]!);
    while (end < heads.length && bytes + sectionBytes(heads[end]!) <= JOINED_BYTES)
      bytes += sectionBytes(heads[end++]!);
    yield joinSegments(log, first, end);
    first = end;
  }

  function* joinSegments(reader: LogReader, first: number, end: number): Reading<PieceIndex> {
    const rows = heads.slice(first, end).map(({ pieces }) => segmentRows(pieces));
    const assembler = new IndexAssembler(settings, rows.reduce(addRows));
    for (let segment = first; segment < end; segment++) {
      const head = yield* reader.readHead();
      for (const id of head.removed) assembler.remove(id);
      const { frame } = assembler.end;
      yield* reader.readSections(head, assembler.add(head.pieces), (table) => assembler.addFingerprints(frame, table));
    }
    for (let segment = first; segment < end; segment++) {
      for (const { id } of heads[segment]!.pieces) {
        const kept = live.get(id)?.segment ?? -1;
        if (kept < first || kept >= end) assembler.remove(id);
      }
    }
    return assembler.finish();
  }
}
