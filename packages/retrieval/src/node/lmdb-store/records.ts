/**
 * What a database holds: one record that says what is committed, and two for each piece.
 *
 * | key | value |
 * | --- | --- |
 * | 0 | the state, as JSON: settings, rows, how many pieces there are, the checksum of their heads' checksums |
 * | 1, number | a piece's head, as JSON: who it is, its readings' rows, the checksum of its columns |
 * | 2, number | its columns, one behind the other, each of all readings; little-endian |
 *
 * Each value begins with the CRC-32C of its key and the rest. Numbers of pieces are uint32, big-endian so that keys come in
 * the order in which the pieces were added. Pieces from the state's `nextNumber` on are not committed: they belong to
 * nothing, and the next writer takes them away.
 */
import { IndexFormatError } from '../../errors.js';
import { type PieceRows, pieceRows, type RowViews } from '../../piece-index/assemble.js';
import type { IndexSettings } from '../../piece-index/contract.js';
import type { EncodedPiece } from '../../piece-index/encode-piece.js';
import { crc32c } from '../../piece-index/file/crc32c.js';
import { type Commit, damaged, parseText } from '../../piece-index/file/layout.js';
import { segmentRows } from '../../piece-index/file/segment.js';
import { type SealedValue, seal, sealText, unseal } from './sealed-values.js';

const STORE_FORMAT = 1;

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
}

/** A piece of the store. */
export interface PieceHead {
  readonly piece: PieceRows;
  /** The checksum at the start of the columns' record. */
  readonly columnsChecksum: number;
}

/** A head, and the checksum at the start of its record. */
export interface SealedHead {
  readonly head: PieceHead;
  readonly checksum: number;
}

export const STATE_KEY: Uint8Array = Uint8Array.of(0);

export type PieceRecord = 'head' | 'columns';
const PREFIXES: Readonly<Record<PieceRecord, number>> = { head: 1, columns: 2 };

export function pieceKey(record: PieceRecord, number: number): Uint8Array {
  const key = new Uint8Array(5);
  key[0] = PREFIXES[record];
  new DataView(key.buffer).setUint32(1, number);
  return key;
}

/** What comes behind all keys of a kind. */
export function endKey(record: PieceRecord): Uint8Array {
  return Uint8Array.of(PREFIXES[record] + 1);
}

export function numberOfKey(key: Uint8Array): number {
  return new DataView(key.buffer, key.byteOffset, key.byteLength).getUint32(1);
}

/** The state of a store that holds these pieces. @param heads in the order of their numbers */
export function createState(
  settings: IndexSettings,
  heads: readonly SealedHead[],
  { commits, nextNumber }: Pick<StoreState, 'commits' | 'nextNumber'>,
): StoreState {
  const { encoderId, dimensions, windowContract, precision, views, hasFingerprints } = settings;
  return {
    format: STORE_FORMAT,
    settings: { encoderId, dimensions, windowContract, precision, views, hasFingerprints },
    commits,
    nextNumber,
    pieces: heads.length,
    headsChecksum: crc32c(bytesOf(Uint32Array.from(heads, ({ checksum }) => checksum))),
    ...segmentRows(heads.map(({ head }) => head.piece)),
  };
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
  const columns = seal(pieceKey('columns', number), parts);
  const head: PieceHead = { piece: pieceRows(piece), columnsChecksum: columns.checksum };
  return { columns, head, headValue: sealText(pieceKey('head', number), head) };
}

/**
 * The heads of a state by their numbers.
 * @param records of all heads, in the order of their keys
 * @throws IndexFormatError if one is damaged, missing, or too many
 */
export function decodeHeads(
  state: StoreState,
  records: Iterable<{ readonly key: Uint8Array; readonly value: Uint8Array }>,
): Map<number, SealedHead> {
  const heads = new Map<number, SealedHead>();
  for (const { key, value } of records) {
    const { content, checksum } = unseal(key, value, 'piece');
    heads.set(numberOfKey(key), { head: parseText(content) as PieceHead, checksum });
  }
  const found = createState(state.settings, [...heads.values()], state);
  if (JSON.stringify(found) !== JSON.stringify(state)) {
    throw new IndexFormatError(
      'piece',
      `The index is damaged: it holds ${found.pieces} pieces, and its last commit others (${state.pieces}). ` +
        'Take a good copy or build the index again.',
    );
  }
  return heads;
}

/** Copies a piece's columns to their rows. @throws IndexFormatError if they are damaged or not those of the head */
export function copyColumns(number: number, head: PieceHead, value: Uint8Array | undefined, rows: RowViews): void {
  const { content, checksum } = unseal(pieceKey('columns', number), value, 'piece');
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
