import { type RunOptions, throwIfAborted, yieldToEventLoop } from '@midizero/core';
import type { EncodedPiece } from '../../piece-index/encode-piece.js';
import { type Batch, BatchWriter } from '../../store/batch-writer.js';
import { acquireLock, type Lock } from '../file-store/lock.js';
import { writeCommitCount } from './commit-count.js';
import { type CurrentDatabase, createDatabase, openCurrent, removeOtherFiles } from './database-files.js';
import type { LmdbModule } from './lmdb.js';
import {
  createState,
  decodeState,
  encodePieceRecords,
  type PieceRecord,
  pieceKey,
  type SealedHead,
  STATE_KEY,
  type StoreState,
  sealState,
} from './records.js';
import { numbersFrom, reportDamage, type StoreDatabase, StoreView } from './store-database.js';

const RECORDS: readonly PieceRecord[] = ['head', 'columns'];

/** Pieces whose records are copied in one transaction. */
const PIECES_PER_TRANSACTION = 256;

/** Writes a store: records of pieces first, which nobody sees, then the state that tells of them. */
export class LmdbWriter extends BatchWriter {
  readonly #folder: string;
  readonly #lmdb: LmdbModule;
  readonly #lock: Lock;
  #number: number;
  #database: StoreDatabase;
  #state: StoreState;
  /** Of all pieces that there will be after the next commit and are written, in the order of their numbers. */
  readonly #heads: Map<number, SealedHead>;
  readonly #numbers: Map<string, number>;
  /** Of written pieces that go with the next commit. */
  #gone: number[] = [];
  #nextNumber: number;

  /** @throws StoreLockedError, IndexFormatError */
  static async open(folder: string, lmdb: LmdbModule): Promise<LmdbWriter> {
    const lock = await acquireLock(folder);
    let database: StoreDatabase | undefined;
    try {
      const current = await openCurrent(folder, lmdb);
      database = current.database;
      await removeOtherFiles(folder, current.number);
      // One that was killed may have made a commit and not counted it.
      await writeCommitCount(folder, decodeState(database.getBinary(STATE_KEY)).commits);
      return await reportDamage(folder, async () => {
        const view = new StoreView(current.database);
        try {
          return new LmdbWriter(folder, lmdb, lock, current, view.state, view.readHeads());
        } finally {
          view.close();
        }
      });
    } catch (error) {
      await database?.close();
      await lock.release();
      throw error;
    }
  }

  private constructor(
    folder: string,
    lmdb: LmdbModule,
    lock: Lock,
    { database, number }: CurrentDatabase,
    state: StoreState,
    heads: Map<number, SealedHead>,
  ) {
    super(new Map([...heads.values()].map(({ head: { piece } }) => [piece.id, piece.sourceStamp])));
    this.#folder = folder;
    this.#lmdb = lmdb;
    this.#lock = lock;
    this.#number = number;
    this.#database = database;
    this.#state = state;
    this.#heads = heads;
    this.#numbers = new Map([...heads].map(([each, { head }]) => [head.piece.id, each]));
    this.#nextNumber = state.nextNumber;
    this.#dropUncommitted();
  }

  protected override async writeBatch({ removed, added }: Batch): Promise<void> {
    const first = this.#nextNumber;
    const heads = this.#database.transactionSync(() => added.map((piece, i) => this.#writePiece(first + i, piece)));
    for (const id of removed) {
      const number = this.#numbers.get(id)!;
      this.#numbers.delete(id);
      this.#heads.delete(number);
      this.#gone.push(number);
    }
    for (const [i, sealed] of heads.entries()) {
      this.#numbers.set(sealed.head.piece.id, first + i);
      this.#heads.set(first + i, sealed);
    }
    this.#nextNumber += added.length;
  }

  protected override async commitBatches(): Promise<void> {
    const { settings, commits } = this.#state;
    const next = { commits: commits + 1, nextNumber: this.#nextNumber };
    const state = createState(settings, [...this.#heads.values()], next);
    this.#database.transactionSync(() => {
      for (const number of this.#gone) this.#removePiece(number);
      this.#database.putSync(STATE_KEY, sealState(state));
    });
    this.#state = state;
    this.#gone = [];
    await writeCommitCount(this.#folder, state.commits);
  }

  protected override async compactCommitted(options: RunOptions): Promise<void> {
    const number = this.#number + 1;
    await createDatabase(this.#folder, number, this.#lmdb, (target) => this.#copyTo(target, options));
    await this.#database.close();
    this.#database = (await openCurrent(this.#folder, this.#lmdb)).database;
    this.#number = number;
    await removeOtherFiles(this.#folder, number);
  }

  protected override async release(): Promise<void> {
    try {
      this.#dropUncommitted();
      await this.#database.close();
    } finally {
      await this.#lock.release();
    }
  }

  async #copyTo(target: StoreDatabase, { signal, onProgress }: RunOptions): Promise<void> {
    const numbers = [...this.#heads.keys()];
    for (let first = 0; first < numbers.length; first += PIECES_PER_TRANSACTION) {
      throwIfAborted(signal);
      const some = numbers.slice(first, first + PIECES_PER_TRANSACTION);
      target.transactionSync(() => {
        for (const key of some.flatMap((number) => RECORDS.map((record) => pieceKey(record, number)))) {
          target.putSync(key, this.#database.getBinary(key)!);
        }
      });
      const completed = first + some.length;
      onProgress?.({ stage: 'compact index', completed, total: numbers.length, unit: 'pieces' });
      await yieldToEventLoop();
    }
    target.transactionSync(() => target.putSync(STATE_KEY, sealState(this.#state)));
  }

  #writePiece(number: number, piece: EncodedPiece): SealedHead {
    const { columns, head, headValue } = encodePieceRecords(number, piece);
    this.#database.putSync(pieceKey('columns', number), columns.value);
    this.#database.putSync(pieceKey('head', number), headValue.value);
    return { head, checksum: headValue.checksum };
  }

  #removePiece(number: number): void {
    for (const record of RECORDS) this.#database.removeSync(pieceKey(record, number));
  }

  /** Takes away pieces that were written and not committed, by this writer or one that did not come to its end. */
  #dropUncommitted(): void {
    const numbers = new Set(RECORDS.flatMap((record) => numbersFrom(this.#database, record, this.#state.nextNumber)));
    if (numbers.size === 0) return;
    this.#database.transactionSync(() => {
      for (const number of numbers) this.#removePiece(number);
    });
  }
}
