import type { IndexedPiece, PieceIndex } from './contract.js';
import { crc32c } from './crc32c.js';
import {
  FORMAT_VERSION,
  type IndexHeader,
  MAGIC,
  PREAMBLE_BYTES,
  padded,
  type SectionName,
  type StoredPiece,
} from './file-layout.js';

/**
 * The index as one file, for {@link openIndex}. The same index gives the same bytes.
 * @returns new bytes, a little more than `vectors` and frames take
 */
export function saveIndex(index: PieceIndex): Uint8Array {
  const sections = indexSections(index);
  const body = new Uint8Array(sections.reduce((sum, [, bytes]) => sum + padded(bytes.length), 0));
  const sectionHeaders: IndexHeader['sections'][number][] = [];
  let at = 0;
  for (const [name, bytes] of sections) {
    body.set(bytes, at);
    const end = at + padded(bytes.length);
    sectionHeaders.push({ name, bytes: bytes.length, checksum: crc32c(body.subarray(at, end)) });
    at = end;
  }
  const header = encodeHeader({
    encoderId: index.encoderId,
    dimensions: index.dimensions,
    windowContract: index.windowContract,
    precision: index.precision,
    pieceCount: index.pieces.length,
    frameCount: index.frames.startSeconds.length,
    windowCount: index.windowCount,
    ...(index.fingerprints && {
      fingerprintTables: index.fingerprints.map(({ firstFrame, frames }) => ({ firstFrame, postings: frames.length })),
    }),
    sections: sectionHeaders,
  });
  const file = new Uint8Array(header.length + body.length);
  file.set(header);
  file.set(body, header.length);
  return file;
}

function indexSections(index: PieceIndex): readonly (readonly [SectionName, Uint8Array])[] {
  const { fingerprints = [] } = index;
  return [
    [
      'pieces',
      new TextEncoder().encode(JSON.stringify(index.pieces.map((piece) => storedPiece(piece, index.readings)))),
    ],
    ['frameStartSeconds', bytesOf(index.frames.startSeconds)],
    ['frameOffsets', bytesOf(index.frames.offsets)],
    ['framePitches', bytesOf(index.frames.pitches)],
    ['windowFirstFrames', bytesOf(index.windowFirstFrames)],
    ['vectors', bytesOf(index.vectors)],
    ['fingerprintShapeStarts', concatenated(fingerprints.map(({ shapeStarts }) => shapeStarts))],
    ['fingerprintPitches', concatenated(fingerprints.map(({ pitches }) => pitches))],
    ['fingerprintFrames', concatenated(fingerprints.map(({ frames }) => frames))],
  ];
}

function storedPiece(
  { id, title, workId, firstReading, readingCount }: IndexedPiece,
  readings: PieceIndex['readings'],
): StoredPiece {
  return {
    id,
    ...(title === undefined ? {} : { title }),
    ...(workId === undefined ? {} : { workId }),
    readings: readings
      .slice(firstReading, firstReading + readingCount)
      .map(({ view, frameCount, windowCount }) => ({ view, frames: frameCount, windows: windowCount })),
  };
}

function bytesOf(column: ArrayBufferView): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

function concatenated(columns: readonly ArrayBufferView[]): Uint8Array {
  const bytes = new Uint8Array(columns.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const column of columns) {
    bytes.set(bytesOf(column), at);
    at += column.byteLength;
  }
  return bytes;
}

/** Preamble and padded header. */
function encodeHeader(header: IndexHeader): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(padded(PREAMBLE_BYTES + json.length)).fill(0x20);
  bytes.set(MAGIC);
  bytes.set(json, PREAMBLE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(8, FORMAT_VERSION, true);
  view.setUint32(12, bytes.length - PREAMBLE_BYTES, true);
  view.setUint32(16, crc32c(bytes.subarray(PREAMBLE_BYTES), crc32c(bytes.subarray(0, 16))), true);
  return bytes;
}
