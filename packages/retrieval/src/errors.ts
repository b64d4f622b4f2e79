import { DataFormatError, MidizeroError } from '@midizero/core';

/** Parts of an index file, and `piece`, a piece in a database; {@link IndexFormatError} names the one that is damaged. */
export type IndexFilePart =
  | 'header'
  | 'commit'
  | 'segment'
  | 'piece'
  | 'frameStartSeconds'
  | 'frameNoteCounts'
  | 'framePitches'
  | 'windowFirstFrames'
  | 'vectors'
  | 'fingerprintShapeStarts'
  | 'fingerprintPostings';

/** Bytes that are no index, or a damaged, truncated or newer one. `details.part` says where. */
export class IndexFormatError extends DataFormatError {
  readonly part: IndexFilePart;

  constructor(part: IndexFilePart, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message, { part, ...details });
    this.part = part;
  }
}

/** An index was made by another encoder than the one at hand: its embeddings mean something else. */
export class IncompatibleIndexError extends MidizeroError {
  readonly indexEncoderId: string;
  readonly encoderId: string;

  constructor(indexEncoderId: string, encoderId: string) {
    super(
      'INCOMPATIBLE_INDEX',
      `The index was made by encoder "${indexEncoderId}", this is encoder "${encoderId}": ` +
        'search with the encoder that made the index, or build the index again.',
      { indexEncoderId, encoderId },
    );
    this.indexEncoderId = indexEncoderId;
    this.encoderId = encoderId;
  }
}

/** Pieces were to be added that are cut or stored in another way than those of the index. `details.setting` says which. */
export class DifferentSettingsError extends MidizeroError {
  constructor(setting: string, indexValue: string, wantedValue: string) {
    super(
      'DIFFERENT_SETTINGS',
      `The index was made with ${setting} ${indexValue}, not ${wantedValue}: ` +
        'add pieces with the settings of the index, or build the index again.',
      { setting, indexValue, wantedValue },
    );
  }
}

/** The process that has a store open for writing. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
}

/** A store has a writer already, and can have one only. `details.holder` is the other one. */
export class StoreLockedError extends MidizeroError {
  readonly holder: LockHolder;

  constructor(store: string, holder: LockHolder, remedy: string) {
    super(
      'STORE_LOCKED',
      `${store} is being written to by process ${holder.pid} on ${holder.host} since ${holder.since}; ${remedy}`,
      { store, holder },
    );
    this.holder = holder;
  }
}
