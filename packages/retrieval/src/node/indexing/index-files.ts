import { readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { isMidizeroError, throwIfAborted } from '@midizero/core';
import type { EncodedPiece } from '../../piece-index/encode-piece.js';
import { requireEncoder } from '../../piece-index/settings.js';
import type { PieceStore, PieceWriter } from '../../store/contract.js';
import type { PieceFileIssue } from '../read-pieces.js';
import type { IndexFilesOptions, IndexFilesReport, PieceFile } from './contract.js';
import { type ReadFile, UNREADABLE_MUSIC } from './encode-file.js';
import { createFileEncoder, createFileEncoderPool, type FileEncoder } from './file-encoder.js';

/** Files for which a thread is worth its start. */
const FILES_PER_THREAD = 32;

/**
 * Brings files into a store: new ones are added, changed ones replaced, those whose size and time are the store's left
 * as they are. What is done is committed every few seconds, so that a build that was killed goes on where it was; memory
 * does not grow with the number of files. Files that cannot be read are reported and passed over; a piece that the store
 * has of them stays. A file with several pieces gives them its name and `#1`, `#2` ….
 * @throws IncompatibleIndexError if the store is another encoder's
 * @throws StoreLockedError if somebody else is writing
 */
export async function indexFiles(
  store: PieceStore,
  files: readonly PieceFile[],
  options: IndexFilesOptions,
): Promise<IndexFilesReport> {
  requireEncoder(store.settings, options.encoder);
  const writer = await store.openWriter();
  const encoder = fileEncoder(store, files.length, options);
  const here = createFileEncoder(store.settings, options.encoder, options.reader);
  try {
    return await new Indexing(writer, { pool: encoder, here }, files, options).run();
  } finally {
    await encoder.close();
    await writer.close();
  }
}

function fileEncoder(
  { settings }: PieceStore,
  files: number,
  { encoder, encoderModule, workers, workerUrl }: IndexFilesOptions,
): FileEncoder {
  const threads = workers ?? Math.min(availableParallelism(), Math.floor(files / FILES_PER_THREAD));
  if (encoderModule === undefined || threads < 1) return createFileEncoder(settings, encoder);
  return createFileEncoderPool(settings, encoderModule, threads, workerUrl);
}

/** What became of one file, to be taken up in the files' order. */
type Outcome =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'encoded'; readonly pieces: readonly EncodedPiece[] }
  | { readonly kind: 'skipped'; readonly error: Error };

class Indexing {
  readonly #writer: PieceWriter;
  /** The one for files of notes, and the one in this thread for those that the reader claims. */
  readonly #encoders: { readonly pool: FileEncoder; readonly here: FileEncoder };
  readonly #files: readonly PieceFile[];
  readonly #options: IndexFilesOptions;
  /** Ids of the pieces that the store had of each file. */
  readonly #idsOfFile: ReadonlyMap<string, readonly string[]>;
  readonly #started: number = performance.now();
  #lastCommit: number = performance.now();
  readonly #report = { added: 0, replaced: 0, unchanged: 0, removed: 0, skipped: [] as PieceFileIssue[], windows: 0 };

  constructor(
    writer: PieceWriter,
    encoders: { readonly pool: FileEncoder; readonly here: FileEncoder },
    files: readonly PieceFile[],
    options: IndexFilesOptions,
  ) {
    this.#writer = writer;
    this.#encoders = encoders;
    this.#files = files;
    this.#options = options;
    this.#idsOfFile = groupByFile(writer.pieces.keys());
  }

  async run(): Promise<IndexFilesReport> {
    const { signal } = this.#options;
    const underWay: { readonly file: PieceFile; readonly outcome: Promise<Outcome> }[] = [];
    let completed = 0;
    const takeUpFirst = async (): Promise<void> => {
      throwIfAborted(signal);
      const { file, outcome } = underWay.shift()!;
      await this.#takeUp(file, await outcome);
      this.#tell(++completed);
    };
    try {
      for (const file of this.#files) {
        throwIfAborted(signal);
        underWay.push({ file, outcome: this.#encode(file) });
        if (underWay.length >= this.#encoders.pool.concurrency) await takeUpFirst();
      }
      while (underWay.length > 0) await takeUpFirst();
    } finally {
      // Those behind the one that failed may fail too, with nobody to wait for them.
      for (const { outcome } of underWay) outcome.catch(() => undefined);
    }
    if (this.#options.removesOthers) await this.#removeOthers();
    await this.#writer.commit();
    return this.#report;
  }

  async #encode({ path, name }: PieceFile): Promise<Outcome> {
    let file: ReadFile;
    try {
      const { size, mtimeMs } = await stat(path);
      const sourceStamp = `${size}-${mtimeMs}`;
      const ids = this.#idsOfFile.get(name) ?? [];
      if (ids.length > 0 && ids.every((id) => this.#writer.pieces.get(id) === sourceStamp))
        return { kind: 'unchanged' };
      // A copy of its own: small files come in a piece of memory that they share, which cannot be sent to a thread.
      file = { name, bytes: Uint8Array.from(await readFile(path)), sourceStamp };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      return { kind: 'skipped', error: error as Error };
    }
    const encoder = this.#options.reader?.claims?.(file.bytes, name) ? this.#encoders.here : this.#encoders.pool;
    try {
      return { kind: 'encoded', pieces: await encoder.encode(file, this.#options.signal) };
    } catch (error) {
      if (isMidizeroError(error) && error.code === UNREADABLE_MUSIC) {
        return { kind: 'skipped', error: error.cause as Error };
      }
      throw error;
    }
  }

  async #takeUp({ path, name }: PieceFile, outcome: Outcome): Promise<void> {
    const report = this.#report;
    if (outcome.kind === 'unchanged') report.unchanged++;
    else if (outcome.kind === 'skipped') {
      const issue: PieceFileIssue = { path, error: outcome.error };
      report.skipped.push(issue);
      this.#options.onIssue?.(issue);
    } else {
      const before = new Set(this.#idsOfFile.get(name));
      for (const piece of outcome.pieces) {
        if (before.delete(piece.id)) report.replaced++;
        else report.added++;
        report.windows += piece.readings.reduce((sum, { windowFirstFrames }) => sum + windowFirstFrames.length, 0);
        await this.#writer.replace(piece);
      }
      for (const id of before) await this.#remove(id);
      await this.#commitNowAndThen();
    }
  }

  async #commitNowAndThen(): Promise<void> {
    const { commitSeconds = 5 } = this.#options;
    if (performance.now() - this.#lastCommit < commitSeconds * 1000) return;
    await this.#writer.commit();
    this.#lastCommit = performance.now();
  }

  async #removeOthers(): Promise<void> {
    const names = new Set(this.#files.map(({ name }) => name));
    for (const [name, ids] of this.#idsOfFile) {
      if (names.has(name)) continue;
      for (const id of ids) await this.#remove(id);
    }
  }

  async #remove(id: string): Promise<void> {
    await this.#writer.remove(id);
    this.#report.removed++;
  }

  #tell(completed: number): void {
    const seconds = (performance.now() - this.#started) / 1000;
    const read = completed - this.#report.unchanged;
    const filesPerSecond = read > 0 ? read / seconds : undefined;
    this.#options.onProgress?.({
      stage: 'index files',
      completed,
      total: this.#files.length,
      unit: 'files',
      filesPerSecond,
      secondsLeft: filesPerSecond && (this.#files.length - completed) / filesPerSecond,
    });
  }
}

function groupByFile(ids: Iterable<string>): Map<string, string[]> {
  const idsOfFile = new Map<string, string[]>();
  for (const id of ids) {
    const name = id.replace(/#\d+$/, '');
    const others = idsOfFile.get(name);
    if (others === undefined) idsOfFile.set(name, [id]);
    else others.push(id);
  }
  return idsOfFile;
}
