import { IncompatibleIndexError, IndexFormatError } from '../errors.js';
import { SHAPE_COUNT } from '../fingerprints/shape.js';
import type { FingerprintTable, IndexedPiece, IndexedReading, PieceIndex } from './contract.js';
import { crc32c } from './crc32c.js';
import {
  FORMAT_VERSION,
  type IndexHeader,
  MAGIC,
  PREAMBLE_BYTES,
  padded,
  SECTION_NAMES,
  type SectionName,
  type StoredPiece,
} from './file-layout.js';

export interface OpenIndexOptions {
  /** Refuse an index made by another encoder than this. @default any encoder's index opens */
  readonly encoderId?: string | undefined;
}

/**
 * Opens what {@link saveIndex} wrote and verifies every byte of it.
 * @param bytes the whole file. The index looks into them where they start at a multiple of 8 in their buffer
 * (else into a copy), so they must not change afterwards.
 * @throws IndexFormatError for bytes that are no index, are damaged, truncated or of another format version
 * @throws IncompatibleIndexError if the index is another encoder's than `encoderId`
 */
export function openIndex(bytes: Uint8Array, { encoderId }: OpenIndexOptions = {}): PieceIndex {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const { header, bodyStart } = readHeader(aligned);
  const sections = readSections(aligned, header, bodyStart);
  if (encoderId !== undefined && encoderId !== header.encoderId) {
    throw new IncompatibleIndexError(header.encoderId, encoderId);
  }
  const { pieces, readings } = readPieces(sections.pieces, header);
  const { dimensions, precision, frameCount, windowCount } = header;
  const vectors =
    precision === 'int8'
      ? typedView(sections, 'vectors', Int8Array, windowCount * dimensions)
      : typedView(sections, 'vectors', Float32Array, windowCount * dimensions);
  const offsets = typedView(sections, 'frameOffsets', Uint32Array, frameCount + 1);
  return {
    encoderId: header.encoderId,
    dimensions,
    windowContract: header.windowContract,
    precision,
    pieces,
    readings,
    frames: {
      startSeconds: typedView(sections, 'frameStartSeconds', Float32Array, frameCount),
      offsets,
      pitches: typedView(sections, 'framePitches', Uint8Array, offsets[frameCount]!),
    },
    windowCount,
    windowFirstFrames: typedView(sections, 'windowFirstFrames', Uint32Array, windowCount),
    vectors,
    ...(header.fingerprintTables && { fingerprints: fingerprintTables(sections, header.fingerprintTables) }),
  };
}

function readHeader(bytes: Uint8Array): { header: IndexHeader; bodyStart: number } {
  if (bytes.length < PREAMBLE_BYTES) {
    throw new IndexFormatError(
      'preamble',
      `Not a midizero index: ${bytes.length} bytes, and the preamble alone takes ${PREAMBLE_BYTES}.`,
      { bytes: bytes.length },
    );
  }
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new IndexFormatError('preamble', 'Not a midizero index: the file does not begin with its magic bytes.');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(8, true);
  if (version !== FORMAT_VERSION) {
    throw new IndexFormatError(
      'preamble',
      `Index format version ${version} is not known here (this is version ${FORMAT_VERSION}): ` +
        'the file is damaged or from another release; build the index again.',
      { version },
    );
  }
  const bodyStart = PREAMBLE_BYTES + view.getUint32(12, true);
  if (bodyStart > bytes.length) {
    throw truncated('header', bodyStart, bytes.length);
  }
  const json = bytes.subarray(PREAMBLE_BYTES, bodyStart);
  if (crc32c(json, crc32c(bytes.subarray(0, 16))) !== view.getUint32(16, true)) throw damaged('header');
  return { header: JSON.parse(new TextDecoder().decode(json)) as IndexHeader, bodyStart };
}

type Sections = Readonly<Record<SectionName, Uint8Array>>;

/** The sections without their padding, each verified. */
function readSections(bytes: Uint8Array, header: IndexHeader, bodyStart: number): Sections {
  const sections: Partial<Record<SectionName, Uint8Array>> = {};
  let at = bodyStart;
  for (const section of header.sections) {
    const end = at + padded(section.bytes);
    if (end > bytes.length) throw truncated(section.name, end, bytes.length);
    if (crc32c(bytes.subarray(at, end)) !== section.checksum) throw damaged(section.name);
    sections[section.name] = bytes.subarray(at, at + section.bytes);
    at = end;
  }
  if (at < bytes.length) {
    throw new IndexFormatError('end of file', `The index ends at byte ${at}, the file has ${bytes.length}.`, {
      byteOffset: at,
    });
  }
  for (const name of SECTION_NAMES) {
    if (sections[name] === undefined) throw new IndexFormatError('header', `The header lists no section "${name}".`);
  }
  return sections as Sections;
}

function readPieces(bytes: Uint8Array, header: IndexHeader): { pieces: IndexedPiece[]; readings: IndexedReading[] } {
  const stored = JSON.parse(new TextDecoder().decode(bytes)) as readonly StoredPiece[];
  let firstFrame = 0;
  let firstWindow = 0;
  const readings: IndexedReading[] = [];
  const pieces = stored.map(({ readings: own, ...identity }, piece): IndexedPiece => {
    const firstReading = readings.length;
    for (const { view, frames, windows } of own) {
      readings.push({ piece, view, firstFrame, frameCount: frames, firstWindow, windowCount: windows });
      firstFrame += frames;
      firstWindow += windows;
    }
    return { ...identity, firstReading, readingCount: own.length };
  });
  if (pieces.length !== header.pieceCount || firstFrame !== header.frameCount || firstWindow !== header.windowCount) {
    throw new IndexFormatError('pieces', 'The pieces do not add up to the counts in the header.', {
      pieces: pieces.length,
      frames: firstFrame,
      windows: firstWindow,
    });
  }
  return { pieces, readings };
}

function fingerprintTables(
  sections: Sections,
  tables: NonNullable<IndexHeader['fingerprintTables']>,
): FingerprintTable[] {
  const total = tables.reduce((sum, { postings }) => sum + postings, 0);
  const starts = typedView(sections, 'fingerprintShapeStarts', Uint32Array, tables.length * (SHAPE_COUNT + 1));
  const pitches = typedView(sections, 'fingerprintPitches', Uint8Array, total);
  const frames = typedView(sections, 'fingerprintFrames', Uint32Array, total);
  let first = 0;
  return tables.map(({ firstFrame, postings }, table) => {
    const end = first + postings;
    const columns = {
      firstFrame,
      shapeStarts: starts.subarray(table * (SHAPE_COUNT + 1), (table + 1) * (SHAPE_COUNT + 1)),
      pitches: pitches.subarray(first, end),
      frames: frames.subarray(first, end),
    };
    first = end;
    return columns;
  });
}

interface TypedArrayConstructor<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
}

function typedView<T>(sections: Sections, name: SectionName, type: TypedArrayConstructor<T>, length: number): T {
  const bytes = sections[name];
  if (bytes.length !== length * type.BYTES_PER_ELEMENT) {
    throw new IndexFormatError(
      name,
      `Section "${name}" has ${bytes.length} bytes; the header's counts ask for ${length * type.BYTES_PER_ELEMENT}.`,
    );
  }
  return new type(bytes.buffer, bytes.byteOffset, length);
}

function damaged(part: SectionName | 'header'): IndexFormatError {
  return new IndexFormatError(
    part,
    `The index is damaged: the checksum of ${part === 'header' ? 'the header' : `section "${part}"`} does not match. ` +
      'Take a good copy or build the index again.',
  );
}

function truncated(part: SectionName | 'header', expectedBytes: number, actualBytes: number): IndexFormatError {
  return new IndexFormatError(
    part,
    `The index is truncated in ${part === 'header' ? 'the header' : `section "${part}"`}: ` +
      `${actualBytes} bytes where at least ${expectedBytes} are needed.`,
    { expectedBytes, actualBytes },
  );
}
