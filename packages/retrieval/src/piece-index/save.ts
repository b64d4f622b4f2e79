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
    sections: sectionHeaders,
  });
  const file = new Uint8Array(header.length + body.length);
  file.set(header);
  file.set(body, header.length);
  return file;
}

function indexSections(index: PieceIndex): readonly (readonly [SectionName, Uint8Array])[] {
  return [
    ['pieces', new TextEncoder().encode(JSON.stringify(index.pieces.map(storedPiece)))],
    ['frameStartSeconds', bytesOf(index.frames.startSeconds)],
    ['frameOffsets', bytesOf(index.frames.offsets)],
    ['framePitches', bytesOf(index.frames.pitches)],
    ['windowFirstFrames', bytesOf(index.windowFirstFrames)],
    ['vectors', bytesOf(index.vectors)],
  ];
}

function storedPiece({ id, title, workId, frameCount, windowCount }: IndexedPiece): StoredPiece {
  return {
    id,
    ...(title === undefined ? {} : { title }),
    ...(workId === undefined ? {} : { workId }),
    frames: frameCount,
    windows: windowCount,
  };
}

function bytesOf(column: ArrayBufferView): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
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
