import { type FileHandle, open } from 'node:fs/promises';
import type { IndexFormatError } from '../../errors.js';
import { damagedDatabase, type MetaPage, PAGE_HEADER_BYTES, readMetaPage, type TreeRoot } from './meta-pages.js';

/** Kinds of pages. */
const BRANCH = 1;
const LEAF = 2;
const OVERFLOW = 4;

/** A node's value lies in a run of pages of its own. */
const IN_OVERFLOW = 1;
const NODE_HEADER_BYTES = 8;

/** Looks at a database that others write to meanwhile. */
const ATTEMPTS = 5;

/**
 * Follows the pages of a database from its roots, as LMDB would, but trusting none: LMDB maps its file into memory and
 * believes what stands there, so that damage takes the process down. Contents have checksums of their own; this is about
 * where they lie. The pages of records' values, which are most of the file, are not read.
 * @throws IndexFormatError for pages that cannot be
 */
export async function checkDatabase(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    let transaction = -1;
    for (let attempt = 1; ; attempt++) {
      let meta: MetaPage | undefined;
      try {
        meta = await readMetaPage(file, path);
        await new PageWalk(file, path, meta).run();
        return;
      } catch (error) {
        // A writer may have used the pages of an older state while we were at them: then there is a newer one.
        if (meta?.transaction === transaction || attempt === ATTEMPTS) throw error;
        transaction = meta?.transaction ?? -1;
      }
    }
  } finally {
    await file.close();
  }
}

class PageWalk {
  readonly #file: FileHandle;
  readonly #path: string;
  readonly #meta: MetaPage;
  readonly #seen = new Set<number>();
  #filePages = 0;

  constructor(file: FileHandle, path: string, meta: MetaPage) {
    this.#file = file;
    this.#path = path;
    this.#meta = meta;
  }

  async run(): Promise<void> {
    this.#filePages = Math.floor((await this.#file.stat()).size / this.#meta.pageBytes);
    for (const tree of this.#meta.trees) await this.#walk(tree);
  }

  async #walk({ page: root, depth }: TreeRoot): Promise<void> {
    let level = root === undefined ? [] : [root];
    for (let height = depth; level.length > 0; height--) {
      if (height < 1) throw this.#damaged();
      const below: number[] = [];
      for (const page of level) {
        this.#claim(page, 1);
        const view = await this.#read(page, this.#meta.pageBytes);
        if (view.getUint16(18, true) !== (height > 1 ? BRANCH : LEAF)) throw this.#damaged();
        for (const node of this.#nodes(view)) {
          if (height > 1) below.push(node.child);
          else if (node.flags === IN_OVERFLOW) await this.#checkOverflow(node);
          else if (node.flags !== 0 || node.valueStart + node.valueBytes > view.byteLength) throw this.#damaged();
        }
      }
      level = below;
    }
  }

  #nodes(view: DataView): PageNode[] {
    const lower = view.getUint16(20, true);
    const upper = view.getUint16(22, true);
    if (lower > upper || lower % 2 !== 0 || PAGE_HEADER_BYTES + upper > view.byteLength) throw this.#damaged();
    return Array.from({ length: lower / 2 }, (_, i) => {
      const start = PAGE_HEADER_BYTES + view.getUint16(PAGE_HEADER_BYTES + 2 * i, true);
      if (start < PAGE_HEADER_BYTES + upper || start + NODE_HEADER_BYTES > view.byteLength) throw this.#damaged();
      const flags = view.getUint16(start + 4, true);
      const size = view.getUint32(start, true);
      const valueStart = start + NODE_HEADER_BYTES + view.getUint16(start + 6, true);
      if (valueStart > view.byteLength) throw this.#damaged();
      return { flags, child: size + 2 ** 32 * flags, valueStart, valueBytes: size, view };
    });
  }

  /** The value of such a node is the first page, the transaction, and the number of pages. */
  async #checkOverflow({ view, valueStart, valueBytes }: PageNode): Promise<void> {
    if (valueStart + 24 > view.byteLength) throw this.#damaged();
    const first = Number(view.getBigUint64(valueStart, true));
    const pages = Math.ceil((PAGE_HEADER_BYTES + valueBytes) / this.#meta.pageBytes);
    this.#claim(first, pages);
    const header = await this.#read(first, PAGE_HEADER_BYTES);
    if (header.getUint16(18, true) !== OVERFLOW || header.getUint32(20, true) !== pages) throw this.#damaged();
  }

  /** Each page is in the file and has one place. */
  #claim(first: number, pages: number): void {
    const end = first + pages;
    if (!(first >= 2) || end > this.#filePages || end > this.#meta.lastPage + 1) throw this.#damaged();
    for (let page = first; page < end; page++) {
      if (this.#seen.has(page)) throw this.#damaged();
      this.#seen.add(page);
    }
  }

  async #read(page: number, bytes: number): Promise<DataView> {
    const view = new DataView(new ArrayBuffer(bytes));
    const { bytesRead } = await this.#file.read(view, 0, bytes, page * this.#meta.pageBytes);
    if (bytesRead < bytes || Number(view.getBigUint64(0, true)) !== page) throw this.#damaged();
    return view;
  }

  #damaged(): IndexFormatError {
    return damagedDatabase(this.#path, 'its tree of pages');
  }
}

interface PageNode {
  /** Of a branch: the high bits of {@link child}. */
  readonly flags: number;
  /** Of a branch: the page below. */
  readonly child: number;
  readonly valueStart: number;
  readonly valueBytes: number;
  readonly view: DataView;
}
