/**
 * The index file is a log. All numbers are little-endian.
 *
 * | bytes | what |
 * | --- | --- |
 * | 0..4096 | header page: magic `MZINDEX` and a 0x1a, format version, CRC-32C of the rest, then the settings |
 * | 4096..8192, 8192..12288 | two commit pages: CRC-32C of the rest, then a commit |
 * | 12288.. | segments, one behind the other, each a multiple of 64 bytes |
 *
 * Settings and commits are JSON in UTF-8, filled up with spaces to the end of their page. Of the two commits the one of
 * the higher sequence number counts; a commit says how far the file reaches and writes the other page, so that the last
 * one stays whole while the next is written. What lies behind the committed length belongs to no index.
 *
 * A segment is
 *
 * | bytes | what |
 * | --- | --- |
 * | 0..4 | magic `MZSG` |
 * | 4..8 | length of the JSON with its padding |
 * | 8..12 | link of the segment before; of the first one: the header page's checksum |
 * | 12..16 | CRC-32C of the JSON with its padding |
 * | 16..20 | CRC-32C of bytes 0..16: the segment's link |
 * | 20.. | JSON, filled up with spaces to a multiple of 64 bytes: ids removed, pieces added, sections |
 * | then | the sections in order, each filled up with zeros to a multiple of 64 bytes, the checksum covering those |
 *
 * A link stands for everything before it, and a commit has the last one: no segment can be missing, or another's.
 */
import { IndexFormatError } from '../../errors.js';
import type { IndexSettings } from '../contract.js';
import { crc32c } from './crc32c.js';

export const MAGIC: Uint8Array = Uint8Array.of(0x4d, 0x5a, 0x49, 0x4e, 0x44, 0x45, 0x58, 0x1a);
export const FORMAT_VERSION = 4;
export const PAGE_BYTES = 4096;
/** Where the first segment begins. */
export const SEGMENTS_START: number = 3 * PAGE_BYTES;

/** Start of every section: a cache line. */
const ALIGNMENT = 64;

export function padded(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/** A state of the file that was written to the end. */
export interface Commit {
  /** Counts the commits of a file. */
  readonly sequence: number;
  /** Length of the file in bytes up to here. */
  readonly byteLength: number;
  readonly segments: number;
  /** Link of the last segment, or of the header page. */
  readonly link: number;
  /** Rows of all segments, those of pieces that are gone again among them. */
  readonly frames: number;
  readonly notes: number;
  readonly windows: number;
}

/** Where in the file a commit is written. */
export function commitOffset({ sequence }: Pick<Commit, 'sequence'>): number {
  return sequence % 2 === 0 ? 2 * PAGE_BYTES : PAGE_BYTES;
}

const HEADER_TEXT_START = 16;
const COMMIT_TEXT_START = 4;

export function encodeHeaderPage(settings: IndexSettings): Uint8Array {
  const { encoderId, dimensions, windowContract, precision, views, hasFingerprints } = settings;
  const stored: IndexSettings = { encoderId, dimensions, windowContract, precision, views, hasFingerprints };
  const page = textPage(HEADER_TEXT_START, stored);
  page.set(MAGIC);
  const view = new DataView(page.buffer);
  view.setUint32(8, FORMAT_VERSION, true);
  view.setUint32(12, headerChecksum(page), true);
  return page;
}

/**
 * Tells an index of this version from everything else by its first bytes.
 * @param start the first 12 bytes or more
 * @throws IndexFormatError
 */
export function requireMagicAndVersion(start: Uint8Array): void {
  if (MAGIC.some((byte, i) => start[i] !== byte)) {
    throw new IndexFormatError('header', 'Not a midizero index: the file does not begin with its magic bytes.');
  }
  const version = new DataView(start.buffer, start.byteOffset, start.byteLength).getUint32(8, true);
  if (version !== FORMAT_VERSION) {
    throw new IndexFormatError(
      'header',
      `Index format version ${version} is not known here (this is version ${FORMAT_VERSION}): ` +
        'the file is damaged or from another release; build the index again.',
      { version },
    );
  }
}

/** @throws IndexFormatError for what is no header page, damaged, or of another format version */
export function decodeHeaderPage(page: Uint8Array): { readonly settings: IndexSettings; readonly link: number } {
  requireMagicAndVersion(page);
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const link = view.getUint32(12, true);
  if (headerChecksum(page) !== link) throw damaged('header');
  return { settings: parseText(page.subarray(HEADER_TEXT_START)) as IndexSettings, link };
}

export function encodeCommitPage(commit: Commit): Uint8Array {
  const page = textPage(COMMIT_TEXT_START, commit);
  new DataView(page.buffer).setUint32(0, crc32c(page.subarray(COMMIT_TEXT_START)), true);
  return page;
}

/**
 * The commit that counts. A page is written at once and into one sector's bytes, so that also a crash leaves it whole:
 * a page that is not whole is damage.
 * @param pages both commit pages
 * @throws IndexFormatError if either is damaged
 */
export function decodeCommitPages(pages: Uint8Array): Commit {
  const [even, odd] = [pages.subarray(PAGE_BYTES, 2 * PAGE_BYTES), pages.subarray(0, PAGE_BYTES)].map(decodeCommitPage);
  // Commits take turns; anything else has been moved to where it does not belong.
  if (even!.sequence % 2 !== 0 || Math.abs(even!.sequence - odd!.sequence) !== 1) throw damaged('commit');
  return even!.sequence > odd!.sequence ? even! : odd!;
}

function decodeCommitPage(page: Uint8Array): Commit {
  const checksum = new DataView(page.buffer, page.byteOffset, page.byteLength).getUint32(0, true);
  if (crc32c(page.subarray(COMMIT_TEXT_START)) !== checksum) throw damaged('commit');
  return parseText(page.subarray(COMMIT_TEXT_START)) as Commit;
}

/** The pages before the segments of a new file: its first commit is `commit`, with nothing before it. */
export function encodeFirstPages(settings: IndexSettings, commit: (headerLink: number) => Commit): Uint8Array {
  const pages = new Uint8Array(SEGMENTS_START);
  const header = encodeHeaderPage(settings);
  const link = decodeHeaderPage(header).link;
  pages.set(header);
  for (const each of [emptyCommit(link), commit(link)]) pages.set(encodeCommitPage(each), commitOffset(each));
  return pages;
}

/** The commit of a file without segments. */
export function emptyCommit(headerLink: number): Commit {
  return { sequence: 0, byteLength: SEGMENTS_START, segments: 0, link: headerLink, frames: 0, notes: 0, windows: 0 };
}

export function damaged(part: IndexFormatError['part']): IndexFormatError {
  return new IndexFormatError(
    part,
    `The index is damaged: the checksum of the ${part} does not match. Take a good copy or build the index again.`,
  );
}

/** A page of zeros up to `textStart`, then JSON and spaces. */
function textPage(textStart: number, value: object): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(value));
  if (textStart + text.length > PAGE_BYTES) {
    throw new RangeError(`${text.length} bytes of JSON do not fit into a page of the index file`);
  }
  const page = new Uint8Array(PAGE_BYTES).fill(0x20, textStart);
  page.set(text, textStart);
  return page;
}

export function parseText(text: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(text));
}

function headerChecksum(page: Uint8Array): number {
  return crc32c(page.subarray(HEADER_TEXT_START, PAGE_BYTES), crc32c(page.subarray(0, 12)));
}
