import type { PieceRows } from '../assemble.js';
import type { PieceIndex } from '../contract.js';
import { pieceIdentity } from '../encode-piece.js';
import { crc32c } from './crc32c.js';
import { type Commit, padded } from './layout.js';
import { encodeSegmentHead, type SectionName, sectionBytes, segmentRows } from './segment.js';

/** A segment as bytes, in parts: the columns themselves, not copies. */
export interface EncodedSegment {
  readonly parts: readonly Uint8Array[];
  /** What a commit says once the segment is written. */
  readonly commit: Commit;
}

const PADDING = new Uint8Array(64);

/**
 * The segment that adds an index's pieces to a file.
 * @param removed ids of pieces in the file that go first
 * @param before the state of the file that it is appended to
 */
export function encodeSegment(index: PieceIndex, removed: readonly string[], before: Commit): EncodedSegment {
  const parts: Uint8Array[] = [];
  const sections = indexSections(index).map(([name, column]) => {
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    const padding = PADDING.subarray(0, padded(bytes.length) - bytes.length);
    parts.push(bytes, padding);
    return { name, bytes: bytes.length, checksum: crc32c(padding, crc32c(bytes)) };
  });
  const pieces = index.pieces.map((_, row) => rowsOfPiece(index, row));
  const head = encodeSegmentHead({ removed, pieces, sections }, before.link);
  const rows = segmentRows(pieces);
  return {
    parts: [head.bytes, ...parts],
    commit: {
      sequence: before.sequence + 1,
      byteLength: before.byteLength + head.bytes.length + sectionBytes({ sections }),
      segments: before.segments + 1,
      link: head.link,
      frames: before.frames + rows.frames,
      notes: before.notes + rows.notes,
      windows: before.windows + rows.windows,
    },
  };
}

function indexSections(index: PieceIndex): (readonly [SectionName, ArrayBufferView])[] {
  const { startSeconds, offsets, pitches } = index.frames;
  const noteCounts = Uint8Array.from(startSeconds, (_, frame) => offsets[frame + 1]! - offsets[frame]!);
  return [
    ['frameStartSeconds', startSeconds],
    ['frameNoteCounts', noteCounts],
    ['framePitches', pitches],
    ['windowFirstFrames', index.windowFirstFrames],
    ['vectors', index.vectors],
    ...fingerprintSections(index),
  ];
}

/** None where no piece has a fingerprint. */
function fingerprintSections({ fingerprints: table }: PieceIndex): (readonly [SectionName, ArrayBufferView])[] {
  if (table === undefined || table.postings.length === 0) return [];
  return [
    ['fingerprintShapeStarts', table.shapeStarts],
    ['fingerprintPostings', table.postings],
  ];
}

function rowsOfPiece({ pieces, readings, frames: { offsets } }: PieceIndex, row: number): PieceRows {
  const { firstReading, readingCount, ...piece } = pieces[row]!;
  return {
    ...pieceIdentity(piece),
    readings: readings
      .slice(firstReading, firstReading + readingCount)
      .map(({ view, firstFrame, frameCount, windowCount }) => ({
        view,
        frames: frameCount,
        notes: offsets[firstFrame + frameCount]! - offsets[firstFrame]!,
        windows: windowCount,
      })),
  };
}
