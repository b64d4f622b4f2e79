/**
 * The index file, all numbers little-endian:
 *
 * | bytes | what |
 * | --- | --- |
 * | 0..8 | magic `MZINDEX` and a 0x1a |
 * | 8..12 | format version |
 * | 12..16 | length h of the header in bytes |
 * | 16..20 | CRC-32C of bytes 0..16 and the header |
 * | 20..20 + h | header: JSON in UTF-8, padded with spaces to a multiple of 64 bytes from the file's start |
 * | then | the sections in the header's order, each padded with zeros to a multiple of 64 bytes |
 *
 * A section's checksum covers its padding, so that every byte of the file is under a checksum.
 */
import type { IndexFilePart } from '../errors.js';
import type { VectorPrecision, View, WindowContract } from './contract.js';

export const MAGIC: Uint8Array = Uint8Array.of(0x4d, 0x5a, 0x49, 0x4e, 0x44, 0x45, 0x58, 0x1a);
export const FORMAT_VERSION = 2;
export const PREAMBLE_BYTES = 20;

/** Start of every section: enough for any typed array, and a cache line. */
const ALIGNMENT = 64;

/** The sections of a file: its parts but for the preamble, the header and the end. */
export type SectionName = Exclude<IndexFilePart, 'preamble' | 'header' | 'end of file'>;

/** In their order in a file. */
export const SECTION_NAMES: readonly SectionName[] = [
  'pieces',
  'frameStartSeconds',
  'frameOffsets',
  'framePitches',
  'windowFirstFrames',
  'vectors',
  'fingerprintShapeStarts',
  'fingerprintPitches',
  'fingerprintFrames',
];

/** One section as the header describes it. */
export interface SectionHeader {
  readonly name: SectionName;
  /** Length without padding. */
  readonly bytes: number;
  /** CRC-32C of the section and its padding. */
  readonly checksum: number;
}

export interface IndexHeader {
  readonly encoderId: string;
  readonly dimensions: number;
  readonly windowContract: WindowContract;
  readonly precision: VectorPrecision;
  readonly pieceCount: number;
  readonly frameCount: number;
  readonly windowCount: number;
  /** Missing from an index built without fingerprints. Their columns lie one table after the other. */
  readonly fingerprintTables?: readonly { readonly firstFrame: number; readonly postings: number }[];
  readonly sections: readonly SectionHeader[];
}

/** A piece in the `pieces` section: a JSON array of these; rows follow from the counts, in order. */
export interface StoredPiece {
  readonly id: string;
  readonly title?: string;
  readonly workId?: string;
  readonly readings: readonly StoredReading[];
}

export interface StoredReading {
  readonly view: View;
  readonly frames: number;
  readonly windows: number;
}

export function padded(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
