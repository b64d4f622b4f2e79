/**
 * What a database holds: one record that says what is committed, two for each piece, and two for each batch of pieces
 * that were written together, where the store keeps fingerprints.
 *
 * | key | value |
 * | --- | --- |
 * | 0 | the state, as JSON: settings, rows, how many pieces and batches there are, the checksums of their heads' checksums |
 * | 1, number | a piece's head, as JSON: who it is, its readings' rows, the checksum of its columns |
 * | 2, number | its columns, one behind the other, each of all readings; little-endian |
 * | 3, number | a batch's head, as JSON: the frames of its pieces, the checksum of its table |
 * | 4, number | the fingerprints of its pieces, packed |
 *
 * Each value begins with the CRC-32C of its key and the rest. Numbers are uint32, big-endian so that keys come in the order
 * in which the pieces were added. A batch has the number of its first piece, and its pieces have numbers one after the
 * other; its table keeps those that are gone until all are, or until the store is compacted. Records from the state's
 * `nextNumber` on are not committed: they belong to nothing, and the next writer takes them away.
 */
import { IndexFormatError } from '../../errors.js';
import { packTable, unpackTable } from '../../fingerprints/pack-table.js';
import { type PieceRows, pieceRows, type RowViews } from '../../piece-index/assemble.js';
import type { FingerprintTable, IndexSettings } from '../../piece-index/contract.js';
import type { EncodedPiece } from '../../piece-index/encode-piece.js';
import { crc32c } from '../../piece-index/file/crc32c.js';
import { type Commit, damaged, parseText } from '../../piece-index/file/layout.js';
import { segmentRows } from '../../piece-index/file/segment.js';
import { type SealedValue, seal, sealText, unseal } from './sealed-values.js';

const STORE_FORMAT = 2;

/** What is committed. */
export interface StoreState extends Pick<Commit, 'frames' | 'notes' | 'windows'> {
  readonly format: typeof STORE_FORMAT;
  readonly settings: IndexSettings;
  /** Counts the commits of a store. */
  readonly commits: number;
  /** Number of the next piece. */
  readonly nextNumber: number;
  readonly pieces: number;
  /** CRC-32C of the heads' checksums, in the order of their keys. */
  readonly headsChecksum: number;
  readonly batches: number;
  readonly batchesChecksum: number;
}

/** A piece of the store. */
export interface PieceHead {
  readonly piece: PieceRows;
  /** The checksum at the start of the columns' record. */
  readonly columnsChecksum: number;
}

/** The fingerprints of pieces with successive numbers. */
export interface BatchHead {
  /** Of each piece, as in its table; 0 for pieces that are not in it. */
  readonly frames: readonly number[];
  /** The checksum at the start of the table's record. */
  readonly tableChecksum: number;
}

/** A head, and the checksum at the start of its record. */
export interface SealedHead<T = PieceHead> {
  readonly head: T;
  readonly checksum: number;
}

/** What there is, in the order of their numbers. */
export interface StoreHeads {
  readonly pieces: Map<number, SealedHead>;
  readonly batches: Map<number, SealedHead<BatchHead>>;
}

export const STATE_KEY: Uint8Array = Uint8Array.of(0);

export type NumberedRecord = 'head' | 'columns' | 'batch' | 'table';
const PREFIXES: Readonly<Record<NumberedRecord, number>> = { head: 1, columns: 2, batch: 3, table: 4 };

export function recordKey(record: NumberedRecord, number: number): Uint8Array {
  const key = new Uint8Array(5);
  key[0] = PREFIXES[record];
  new DataView(key.buffer).setUint32(1, number);
  return key;
}

/** What comes behind all keys of a kind. */
export function endKey(record: NumberedRecord): Uint8Array {
  return Uint8Array.of(PREFIXES[record] + 1);
}

export function numberOfKey(key: Uint8Array): number {
  return new DataView(key.buffer, key.byteOffset, key.byteLength).getUint32(1);
}

/** The state of a store that holds these pieces. */
export function createState(
  settings: IndexSettings,
  { pieces, batches }: StoreHeads,
  { commits, nextNumber }: Pick<StoreState, 'commits' | 'nextNumber'>,
): StoreState {
  const { encoderId, dimensions, windowContract, precision, views, hasFingerprints } = settings;
  return {
    format: STORE_FORMAT,
    settings: { encoderId, dimensions, windowContract, precision, views, hasFingerprints },
    commits,
    nextNumber,
    pieces: pieces.size,
    headsChecksum: checksumOf(pieces),
    batches: batches.size,
    batchesChecksum: checksumOf(batches),
    ...segmentRows([...pieces.values()].map(({ head }) => head.piece)),
  };
}

function checksumOf(heads: ReadonlyMap<number, SealedHead<unknown>>): number {
  return crc32c(bytesOf(Uint32Array.from(heads.values(), ({ checksum }) => checksum)));
}

export function sealState(state: StoreState): Uint8Array {
  return sealText(STATE_KEY, state).value;
}

/** @throws IndexFormatError for a state that is damaged or of another format version */
export function decodeState(value: Uint8Array | undefined): StoreState {
  const state = parseText(unseal(STATE_KEY, value, 'commit').content) as Omit<StoreState, 'format'> & {
    readonly format: number;
  };
  if (state.format !== STORE_FORMAT) {
    throw new IndexFormatError(
      'header',
      `Store format version ${state.format} is not known here (this is version ${STORE_FORMAT}): build the index again.`,
      { version: state.format },
    );
  }
  return { ...state, format: STORE_FORMAT };
}

const COLUMNS = ['startSeconds', 'noteCounts', 'pitches', 'windowFirstFrames', 'vectors'] as const;

/** The two records of a piece. */
export function encodePieceRecords(
  number: number,
  piece: EncodedPiece,
): { readonly columns: SealedValue; readonly head: PieceHead; readonly headValue: SealedValue } {
  const parts = COLUMNS.flatMap((name) => piece.readings.map((reading) => bytesOf(reading[name])));
  const columns = seal(recordKey('columns', number), parts);
  const head: PieceHead = { piece: pieceRows(piece), columnsChecksum: columns.checksum };
  return { columns, head, headValue: sealText(recordKey('head', number), head) };
}

/** The two records of a batch. @param frames of each of its pieces */
export function encodeBatchRecords(
  number: number,
  frames: readonly number[],
  fingerprints: FingerprintTable,
): { readonly table: SealedValue; readonly head: BatchHead; readonly headValue: SealedValue } {
  const table = seal(recordKey('table', number), [packTable(fingerprints)]);
  const head: BatchHead = { frames, tableChecksum: table.checksum };
  return { table, head, headValue: sealText(recordKey('batch', number), head) };
}

/** @throws IndexFormatError if it is damaged or not that of the head */
export function decodeTable(number: number, head: BatchHead, value: Uint8Array | undefined): FingerprintTable {
  const { content, checksum } = unseal(recordKey('table', number), value, 'fingerprintPostings');
  const table = checksum === head.tableChecksum ? unpackTable(content) : undefined;
  if (table === undefined) throw damaged('fingerprintPostings');
  return table;
}

type Records = Iterable<{ readonly key: Uint8Array; readonly value: Uint8Array }>;

/**
 * The heads of a state by their numbers.
 * @param pieceRecords heads of all pieces, in the order of their keys; `batchRecords` those of all batches
 * @throws IndexFormatError if one is damaged, missing, or too many
 */
export function decodeHeads(state: StoreState, pieceRecords: Records, batchRecords: Records): StoreHeads {
  const heads: StoreHeads = {
    pieces: decodeRecords<PieceHead>(pieceRecords),
    batches: decodeRecords<BatchHead>(batchRecords),
  };
  const found = createState(state.settings, heads, state);
  if (JSON.stringify(found) !== JSON.stringify(state)) {
    throw new IndexFormatError(
      'piece',
      `The index is damaged: it holds ${found.pieces} pieces, and its last commit others (${state.pieces}). ` +
        'Take a good copy or build the index again.',
    );
  }
  return heads;
}

function decodeRecords<T>(records: Records): Map<number, SealedHead<T>> {
  const heads = new Map<number, SealedHead<T>>();
  for (const { key, value } of records) {
    const { content, checksum } = unseal(key, value, 'piece');
    heads.set(numberOfKey(key), { head: parseText(content) as T, checksum });
  }
  return heads;
}

/** Copies a piece's columns to their rows. @throws IndexFormatError if they are damaged or not those of the head */
export function copyColumns(number: number, head: PieceHead, value: Uint8Array | undefined, rows: RowViews): void {
  const { content, checksum } = unseal(recordKey('columns', number), value, 'piece');
  if (checksum !== head.columnsChecksum) throw damaged('piece');
  let at = 0;
  for (const name of COLUMNS) {
    const target = bytesOf(rows[name]);
    target.set(content.subarray(at, at + target.length));
    at += target.length;
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
