import { type RunOptions, throwIfAborted, yieldToEventLoop } from '@midizero/core';
import { assembleIndex } from '../../piece-index/assemble.js';
import type { EncodedPiece } from '../../piece-index/encode-piece.js';
import { type Batch, BatchWriter } from '../../store/batch-writer.js';
import { acquireLock, type Lock } from '../file-store/lock.js';
import { hasLivePiece, joinBatches, type OpenBatch } from './batches.js';
import { writeCommitCount } from './commit-count.js';
import { type CurrentDatabase, createDatabase, openCurrent, removeOtherFiles } from './database-files.js';
import type { LmdbModule } from './lmdb.js';
import {
  type BatchHead,
  createState,
  decodeState,
  decodeTable,
  encodeBatchRecords,
  encodePieceRecords,
  type NumberedRecord,
  recordKey,
  type SealedHead,
  STATE_KEY,
  type StoreHeads,
  type StoreState,
  sealState,
} from './records.js';
import { numbersFrom, reportDamage, type StoreDatabase, StoreView } from './store-database.js';

const PIECE_RECORDS: readonly NumberedRecord[] = ['head', 'columns'];
const BATCH_RECORDS: readonly NumberedRecord[] = ['batch', 'table'];

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
  /** Of all pieces that there will be after the next commit and are written. */
  readonly #pieceHeads: Map<number, SealedHead>;
  #batches: Map<number, SealedHead<BatchHead>>;
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
    { pieces, batches }: StoreHeads,
  ) {
    super(new Map([...pieces.values()].map(({ head: { piece } }) => [piece.id, piece.sourceStamp])));
    this.#folder = folder;
    this.#lmdb = lmdb;
    this.#lock = lock;
    this.#number = number;
    this.#database = database;
    this.#state = state;
    this.#pieceHeads = pieces;
    this.#batches = batches;
    this.#numbers = new Map([...pieces].map(([each, { head }]) => [head.piece.id, each]));
    this.#nextNumber = state.nextNumber;
    this.#dropUncommitted();
  }

  protected override async writeBatch({ removed, added }: Batch): Promise<void> {
    const first = this.#nextNumber;
    const { settings } = this.#state;
    const fingerprints = added.length > 0 ? assembleIndex(settings, added).fingerprints : undefined;
    const { heads, batch } = this.#database.transactionSync(() => ({
      heads: added.map((piece, i) => this.#writePiece(first + i, piece)),
      batch:
        fingerprints &&
        writeBatchRecords(this.#database, { number: first, frames: added.map(frameCount), table: fingerprints }),
    }));
    if (batch !== undefined) this.#batches.set(first, batch);
    for (const id of removed) {
      const number = this.#numbers.get(id)!;
      this.#numbers.delete(id);
      this.#pieceHeads.delete(number);
      this.#gone.push(number);
    }
    for (const [i, sealed] of heads.entries()) {
      this.#numbers.set(sealed.head.piece.id, first + i);
      this.#pieceHeads.set(first + i, sealed);
    }
    this.#nextNumber += added.length;
  }

  protected override async commitBatches(): Promise<void> {
    const { settings, commits } = this.#state;
    const next = { commits: commits + 1, nextNumber: this.#nextNumber };
    const gone = this.#gone.length === 0 ? [] : this.#goneBatches();
    const batches = new Map(this.#batches);
    for (const number of gone) batches.delete(number);
    const state = createState(settings, { pieces: this.#pieceHeads, batches }, next);
    this.#database.transactionSync(() => {
      for (const number of this.#gone) this.#removeRecords(PIECE_RECORDS, number);
      for (const number of gone) this.#removeRecords(BATCH_RECORDS, number);
      this.#database.putSync(STATE_KEY, sealState(state));
    });
    this.#state = state;
    this.#batches = batches;
    this.#gone = [];
    await writeCommitCount(this.#folder, state.commits);
  }

  protected override async compactCommitted(options: RunOptions): Promise<void> {
    const number = this.#number + 1;
    const batches = new Map<number, SealedHead<BatchHead>>();
    let state = this.#state;
    await createDatabase(this.#folder, number, this.#lmdb, async (target) => {
      await this.#copyPieces(target, options);
      await this.#joinBatches(target, batches, options);
      state = createState(state.settings, { pieces: this.#pieceHeads, batches }, state);
      target.transactionSync(() => target.putSync(STATE_KEY, sealState(state)));
    });
    this.#state = state;
    this.#batches = batches;
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

  async #copyPieces(target: StoreDatabase, { signal, onProgress }: RunOptions): Promise<void> {
    const numbers = [...this.#pieceHeads.keys()];
    for (let first = 0; first < numbers.length; first += PIECES_PER_TRANSACTION) {
      throwIfAborted(signal);
      const some = numbers.slice(first, first + PIECES_PER_TRANSACTION);
      target.transactionSync(() => {
        for (const key of some.flatMap((number) => PIECE_RECORDS.map((record) => recordKey(record, number)))) {
          target.putSync(key, this.#database.getBinary(key)!);
        }
      });
      const completed = first + some.length;
      onProgress?.({ stage: 'compact index', completed, total: numbers.length, unit: 'pieces' });
      await yieldToEventLoop();
    }
  }

  /** @param joined where their heads go */
  async #joinBatches(
    target: StoreDatabase,
    joined: Map<number, SealedHead<BatchHead>>,
    { signal }: RunOptions,
  ): Promise<void> {
    const open = (number: number, head: BatchHead): OpenBatch => {
      const table = decodeTable(number, head, this.#database.getBinary(recordKey('table', number)));
      return { number, frames: head.frames, table };
    };
    for (const batch of joinBatches(this.#batches, this.#pieceHeads, open)) {
      throwIfAborted(signal);
      joined.set(
        batch.number,
        target.transactionSync(() => writeBatchRecords(target, batch)),
      );
      await yieldToEventLoop();
    }
  }

  #writePiece(number: number, piece: EncodedPiece): SealedHead {
    const { columns, head, headValue } = encodePieceRecords(number, piece);
    this.#database.putSync(recordKey('columns', number), columns.value);
    this.#database.putSync(recordKey('head', number), headValue.value);
    return { head, checksum: headValue.checksum };
  }

  /** Numbers of the batches of which no piece is left. */
  #goneBatches(): number[] {
    return [...this.#batches].flatMap(([number, batch]) =>
      hasLivePiece(number, batch, this.#pieceHeads) ? [] : [number],
    );
  }

  #removeRecords(records: readonly NumberedRecord[], number: number): void {
    for (const record of records) this.#database.removeSync(recordKey(record, number));
  }

  /** Takes away what was written and not committed, by this writer or one that did not come to its end. */
  #dropUncommitted(): void {
    const { nextNumber } = this.#state;
    for (const records of [PIECE_RECORDS, BATCH_RECORDS]) {
      const numbers = new Set(records.flatMap((record) => numbersFrom(this.#database, record, nextNumber)));
      if (numbers.size === 0) continue;
      this.#database.transactionSync(() => {
        for (const number of numbers) this.#removeRecords(records, number);
      });
    }
  }
}

function writeBatchRecords(database: StoreDatabase, { number, frames, table }: OpenBatch): SealedHead<BatchHead> {
  const records = encodeBatchRecords(number, frames, table);
  database.putSync(recordKey('table', number), records.table.value);
  database.putSync(recordKey('batch', number), records.headValue.value);
  return { head: records.head, checksum: records.headValue.checksum };
}

function frameCount({ readings }: EncodedPiece): number {
  return readings.reduce((sum, { startSeconds }) => sum + startSeconds.length, 0);
}
