import { DataFormatError, MidizeroError } from '@midizero/core';

/** Parts of an index file, in their order; {@link IndexFormatError} names the one that is damaged. */
export type IndexFilePart =
  | 'preamble'
  | 'header'
  | 'pieces'
  | 'frameStartSeconds'
  | 'frameOffsets'
  | 'framePitches'
  | 'windowFirstFrames'
  | 'vectors'
  | 'fingerprintShapeStarts'
  | 'fingerprintPitches'
  | 'fingerprintFrames'
  | 'end of file';

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
