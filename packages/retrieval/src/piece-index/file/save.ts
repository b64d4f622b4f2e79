import type { IndexedPiece, PieceIndex } from '../contract.js';
import { encodeSegment } from './encode-segment.js';
import { type Commit, emptyCommit, encodeFirstPages, SEGMENTS_START } from './layout.js';

/**
 * The index as one file, for {@link openIndex}. The same index gives the same bytes.
 * @returns new bytes, a little more than `vectors` and frames take
 */
export function saveIndex(index: PieceIndex): Uint8Array {
  const parts: Uint8Array[] = [];
  const pages = encodeFirstPages(index, (headerLink) => {
    let commit: Commit = emptyCommit(headerLink);
    for (const part of segmentsOf(index)) {
      const segment = encodeSegment(part, [], commit);
      parts.push(...segment.parts);
      commit = segment.commit;
    }
    return { ...commit, sequence: 1 };
  });
  const file = new Uint8Array(SEGMENTS_START + parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of [pages, ...parts]) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/** An index as what its segments hold: a segment has one table of fingerprints at most. */
export function segmentsOf(index: PieceIndex): PieceIndex[] {
  const { pieces, readings, fingerprints = [] } = index;
  if (pieces.length === 0) return [];
  if (fingerprints.length < 2) return [index];
  let firstPiece = 0;
  return fingerprints.map((table, i) => {
    const endFrame = fingerprints[i + 1]?.firstFrame ?? Number.POSITIVE_INFINITY;
    const isBefore = ({ firstReading, readingCount }: IndexedPiece): boolean =>
      readingCount === 0 || readings[firstReading]!.firstFrame < endFrame;
    let endPiece = firstPiece;
    while (endPiece < pieces.length && isBefore(pieces[endPiece]!)) endPiece++;
    const part = slicePieces(index, firstPiece, endPiece);
    firstPiece = endPiece;
    return { ...part, fingerprints: [{ ...table, firstFrame: 0 }] };
  });
}

/** An index of some successive pieces, without fingerprints; its columns are views. */
function slicePieces(index: PieceIndex, firstPiece: number, endPiece: number): PieceIndex {
  const { dimensions, frames, fingerprints: _, ...settings } = index;
  const pieces = index.pieces.slice(firstPiece, endPiece);
  const firstReading = pieces[0]?.firstReading ?? 0;
  const readings = index.readings.slice(
    firstReading,
    pieces.reduce((sum, p) => sum + p.readingCount, firstReading),
  );
  const [first, last] = [readings[0], readings.at(-1)];
  const [firstFrame, endFrame] = [first?.firstFrame ?? 0, last ? last.firstFrame + last.frameCount : 0];
  const [firstWindow, endWindow] = [first?.firstWindow ?? 0, last ? last.firstWindow + last.windowCount : 0];
  const firstNote = frames.offsets[firstFrame]!;
  return {
    ...settings,
    dimensions,
    pieces: pieces.map((piece) => ({ ...piece, firstReading: piece.firstReading - firstReading })),
    readings: readings.map((reading) => ({
      ...reading,
      piece: reading.piece - firstPiece,
      firstFrame: reading.firstFrame - firstFrame,
      firstWindow: reading.firstWindow - firstWindow,
    })),
    frames: {
      startSeconds: frames.startSeconds.subarray(firstFrame, endFrame),
      offsets: frames.offsets.subarray(firstFrame, endFrame + 1).map((offset) => offset - firstNote),
      pitches: frames.pitches.subarray(firstNote, frames.offsets[endFrame]),
    },
    windowCount: endWindow - firstWindow,
    windowFirstFrames: index.windowFirstFrames.subarray(firstWindow, endWindow),
    vectors: index.vectors.subarray(firstWindow * dimensions, endWindow * dimensions),
  };
}
