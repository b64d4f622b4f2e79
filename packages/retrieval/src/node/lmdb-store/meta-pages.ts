import type { FileHandle } from 'node:fs/promises';
import { IndexFormatError } from '../../errors.js';

/**
 * The two pages at the start of an LMDB file, version 2 of its format, as on all machines of today: 64 bits,
 * little-endian. A transaction writes the one whose turn it is, and the one of the higher number counts.
 *
 * | bytes | of a page's header | | bytes | of a meta page |
 * | --- | --- | --- | --- | --- |
 * | 0..8 | its number | | 24..28 | magic |
 * | 8..16 | transaction that wrote it | | 28..32 | version in the low 16 bits |
 * | 18..20 | kind | | 48..52 | bytes of a page |
 * | 20..22 | end of the nodes' offsets, from byte 24 | | 40..48 | bytes that are mapped |
 * | 22..24 | start of the nodes, from byte 24 | | 52..56, 88..96 | free pages: flags, depth, root |
 * | 20..24 | of an overflow page: pages of its run | | 100..104, 136..144 | records: flags, depth, root |
 * | 24.. | nodes' offsets | | 144..152 | last page |
 * | | | | 152..160 | transaction |
 */
export interface MetaPage {
  readonly pageBytes: number;
  readonly lastPage: number;
  readonly transaction: number;
  /** The tree of free pages, then that of the records. */
  readonly trees: readonly TreeRoot[];
}

export interface TreeRoot {
  /** Undefined for an empty tree. */
  readonly page: number | undefined;
  /** Levels, the leaves among them. */
  readonly depth: number;
}

export const PAGE_HEADER_BYTES = 24;
const META_PAGE = 8;
const META_BYTES = 160;
const MAGIC = 0xbeef_c0de;
const FORMAT = 2;
/** Its keys are integers, and it was opened as a file, not a folder. */
const FREE_PAGES_FLAGS = 0x4008;
const MOST_MAPPED_BYTES = 2 ** 44;
const NO_PAGE = 0xffff_ffff_ffff_ffffn;

/** The meta page that counts. @throws IndexFormatError if either is damaged */
export async function readMetaPage(file: FileHandle, path: string): Promise<MetaPage> {
  const first = await readMeta(file, path, 0);
  const second = await readMeta(file, path, first.pageBytes);
  // Two empty ones are written at first; then transactions take turns.
  const isFirst = first.transaction === 0 && second.transaction === 0;
  const takeTurns =
    first.transaction % 2 === 0 &&
    second.transaction % 2 === 1 &&
    Math.abs(first.transaction - second.transaction) === 1;
  if (first.pageBytes !== second.pageBytes || !(isFirst || takeTurns)) throw damagedDatabase(path, 'its first pages');
  return first.transaction > second.transaction ? first : second;
}

export function damagedDatabase(path: string, what: string): IndexFormatError {
  return new IndexFormatError(
    'header',
    `${path} is no midizero store, or is damaged (${what}). Take a good copy or build the index again.`,
  );
}

async function readMeta(file: FileHandle, path: string, byteOffset: number): Promise<MetaPage> {
  const page = new DataView(new ArrayBuffer(META_BYTES));
  const { bytesRead } = await file.read(page, 0, META_BYTES, byteOffset);
  const magicAndVersion = [page.getUint32(24, true), page.getUint16(28, true)];
  if (bytesRead < META_BYTES || magicAndVersion[0] !== MAGIC || magicAndVersion[1] !== FORMAT) {
    throw damagedDatabase(path, 'it does not begin as a database of LMDB 3');
  }
  const pageBytes = page.getUint32(48, true);
  const meta: MetaPage = {
    pageBytes,
    lastPage: Number(page.getBigUint64(144, true)),
    transaction: Number(page.getBigUint64(152, true)),
    trees: [54, 102].map((at) => {
      const root = page.getBigUint64(at + 34, true);
      return { page: root === NO_PAGE ? undefined : Number(root), depth: page.getUint16(at, true) };
    }),
  };
  const isPowerOfTwo = (pageBytes & (pageBytes - 1)) === 0;
  const mappedBytes = Number(page.getBigUint64(40, true));
  const isWhole =
    page.getUint16(18, true) === META_PAGE &&
    isPowerOfTwo &&
    pageBytes >= 256 &&
    pageBytes <= 65_536 &&
    page.getBigUint64(32, true) === 0n &&
    mappedBytes <= MOST_MAPPED_BYTES &&
    mappedBytes >= (meta.lastPage + 1) * pageBytes &&
    page.getUint16(52, true) === FREE_PAGES_FLAGS &&
    page.getUint16(100, true) === 0;
  if (!isWhole) throw damagedDatabase(path, 'its first pages');
  return meta;
}
