import { type IndexFilePart, IndexFormatError } from '../../errors.js';
import type { PieceRows, RowCounts } from '../assemble.js';
import type { IndexSettings } from '../contract.js';
import { crc32c } from './crc32c.js';
import { damaged, padded, parseText } from './layout.js';

/** Bytes of a segment before its JSON. */
export const SEGMENT_PREFIX_BYTES = 20;

const SEGMENT_MAGIC = 0x4753_5a4d; // "MZSG"

/** The sections of a segment: the file's parts but for pages and heads. */
export type SectionName = Exclude<IndexFilePart, 'header' | 'commit' | 'segment' | 'piece'>;

export interface Section {
  readonly name: SectionName;
  /** Length without padding. */
  readonly bytes: number;
  /** CRC-32C of the section and its padding. */
  readonly checksum: number;
}

/** What a segment says of itself, before its sections. */
export interface SegmentHead {
  /** Ids of earlier segments' pieces that are gone from here on. */
  readonly removed: readonly string[];
  /** Pieces of this segment, after the removals. */
  readonly pieces: readonly PieceRows[];
  /** In the order in which they follow. */
  readonly sections: readonly Section[];
}

/** Bytes of the sections with their padding. */
export function sectionBytes({ sections }: Pick<SegmentHead, 'sections'>): number {
  return sections.reduce((sum, { bytes }) => sum + padded(bytes), 0);
}

/** @returns prefix and padded JSON, and the segment's link */
export function encodeSegmentHead(head: SegmentHead, previousLink: number): { bytes: Uint8Array; link: number } {
  const text = new TextEncoder().encode(JSON.stringify(head));
  const bytes = new Uint8Array(padded(SEGMENT_PREFIX_BYTES + text.length)).fill(0x20);
  bytes.set(text, SEGMENT_PREFIX_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, SEGMENT_MAGIC, true);
  view.setUint32(4, bytes.length - SEGMENT_PREFIX_BYTES, true);
  view.setUint32(8, previousLink, true);
  view.setUint32(12, crc32c(bytes.subarray(SEGMENT_PREFIX_BYTES)), true);
  const link = crc32c(bytes.subarray(0, 16));
  view.setUint32(16, link, true);
  return { bytes, link };
}

/** The first bytes of a segment. */
export interface SegmentPrefix {
  readonly textBytes: number;
  readonly textChecksum: number;
  readonly link: number;
}

/** @throws IndexFormatError for a damaged one, or one that does not follow `previousLink` */
export function decodeSegmentPrefix(bytes: Uint8Array, previousLink: number): SegmentPrefix {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const link = view.getUint32(16, true);
  if (
    view.getUint32(0, true) !== SEGMENT_MAGIC ||
    view.getUint32(8, true) !== previousLink ||
    crc32c(bytes.subarray(0, 16)) !== link
  ) {
    throw damaged('segment');
  }
  return { textBytes: view.getUint32(4, true), textChecksum: view.getUint32(12, true), link };
}

/** @throws IndexFormatError for a damaged one, or one whose sections do not have the size that its pieces ask for */
export function decodeSegmentHead(
  text: Uint8Array,
  { textChecksum }: SegmentPrefix,
  settings: IndexSettings,
): SegmentHead {
  if (crc32c(text) !== textChecksum) throw damaged('segment');
  const head = parseText(text) as SegmentHead;
  const expected = rowBytes(segmentRows(head.pieces), settings);
  for (const [name, bytes] of Object.entries(expected)) {
    const section = head.sections.find((each) => each.name === name);
    if (section?.bytes !== bytes) {
      throw new IndexFormatError(
        'segment',
        `A segment's "${name}" has ${section?.bytes ?? 'no'} bytes where its pieces ask for ${bytes}; build the index again.`,
      );
    }
  }
  return head;
}

/** Rows of all pieces. */
export function segmentRows(pieces: readonly PieceRows[]): RowCounts {
  const sum = { frames: 0, notes: 0, windows: 0 };
  for (const { readings } of pieces) {
    for (const { frames, notes, windows } of readings) {
      sum.frames += frames;
      sum.notes += notes;
      sum.windows += windows;
    }
  }
  return sum;
}

/** Bytes that rows take in each section, fingerprints aside. */
export function rowBytes(
  { frames, notes, windows }: RowCounts,
  { dimensions, precision }: IndexSettings,
): Record<Exclude<SectionName, `fingerprint${string}`>, number> {
  return {
    frameStartSeconds: 4 * frames,
    frameNoteCounts: frames,
    framePitches: notes,
    windowFirstFrames: 4 * windows,
    vectors: windows * dimensions * (precision === 'int8' ? 1 : 4),
  };
}
