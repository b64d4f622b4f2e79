import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RunOptions } from '@midizero/core';
import { syncFolder } from '@midizero/core/node';
import { assembleIndex } from '../../piece-index/assemble.js';
import type { Commit } from '../../piece-index/file/layout.js';
import type { FirstPages } from '../../piece-index/file/read-file.js';
import { type Batch, BatchWriter } from '../../store/batch-writer.js';
import { readStablePages } from '../index-file.js';
import { compactInto } from './compact-file.js';
import { acquireLock, type Lock } from './lock.js';
import { livePieces, readHeads } from './read-heads.js';
import { appendSegment, writeCommit } from './write-log.js';

/** Writes an index file: appends segments, then says in a commit page that they count. */
export class FileWriter extends BatchWriter {
  readonly #path: string;
  readonly #lock: Lock;
  #file: FileHandle;
  #pages: FirstPages;
  /** What the next commit says, but for its number. */
  #end: Commit;

  /** @throws StoreLockedError, IndexFormatError */
  static async open(path: string): Promise<FileWriter> {
    const lock = await acquireLock(path);
    let file: FileHandle | undefined;
    try {
      await rm(compactionPath(path), { force: true }); // of a process that did not come to its end
      file = await open(path, 'r+');
      const pages = await readStablePages(file);
      const live = livePieces(await readHeads(file, pages));
      await file.truncate(pages.commit.byteLength);
      return new FileWriter(path, lock, file, pages, live);
    } catch (error) {
      await file?.close();
      await lock.release();
      throw error;
    }
  }

  private constructor(
    path: string,
    lock: Lock,
    file: FileHandle,
    pages: FirstPages,
    live: ReturnType<typeof livePieces>,
  ) {
    super(new Map([...live].map(([id, { sourceStamp }]) => [id, sourceStamp])));
    this.#path = path;
    this.#lock = lock;
    this.#file = file;
    this.#pages = pages;
    this.#end = pages.commit;
  }

  protected override async writeBatch({ removed, added }: Batch): Promise<void> {
    const batch = assembleIndex(this.#pages.settings, added);
    this.#end = await appendSegment(this.#file, batch, removed, this.#end);
  }

  protected override async commitBatches(): Promise<void> {
    await this.#commit({ ...this.#end, sequence: this.#pages.commit.sequence + 1 });
  }

  protected override async compactCommitted(options: RunOptions): Promise<void> {
    const path = compactionPath(this.#path);
    const heads = await readHeads(this.#file, this.#pages);
    const target = await open(path, 'w+');
    try {
      const commit = await compactInto(target, this.#file, this.#pages, heads, options);
      await rename(path, this.#path);
      await this.#file.close();
      this.#file = target;
      this.#pages = { ...this.#pages, commit };
      this.#end = commit;
    } catch (error) {
      await target.close();
      await rm(path, { force: true });
      throw error;
    }
    await syncFolder(dirname(this.#path));
  }

  protected override async release(): Promise<void> {
    try {
      await this.#file.truncate(this.#pages.commit.byteLength);
      await this.#file.close();
    } finally {
      await this.#lock.release();
    }
  }

  async #commit(commit: Commit): Promise<void> {
    await writeCommit(this.#file, commit);
    this.#pages = { ...this.#pages, commit };
    this.#end = commit;
  }
}

/** A fixed name, so that what a killed process leaves is found and taken away. */
function compactionPath(path: string): string {
  return `${path}.compacting`;
}
