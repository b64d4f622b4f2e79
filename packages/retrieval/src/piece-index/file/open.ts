import { IndexFormatError } from '../../errors.js';
import type { PieceIndex } from '../contract.js';
import { type ReadIndexOptions, type Reading, type ReadRequest, readIndexFile } from './read-file.js';

/**
 * Opens what {@link saveIndex} wrote, or a file of a store, and verifies every byte of it.
 * @param bytes the whole file; the index holds copies of what it needs
 * @throws IndexFormatError for bytes that are no index, are damaged, truncated or of another format version
 * @throws IncompatibleIndexError if the index is another encoder's than `encoderId`
 */
export function openIndex(bytes: Uint8Array | ArrayBuffer, options: ReadIndexOptions = {}): PieceIndex {
  const file = bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes);
  return readFromBytes(file, readIndexFile(options));
}

function readFromBytes<T>(file: Uint8Array, reading: Reading<T>): T {
  for (let step = reading.next(); ; step = reading.next()) {
    if (step.done) return step.value;
    const { target, byteOffset } = step.value;
    if (byteOffset + target.length > file.length) throw truncated(step.value, file.length);
    target.set(file.subarray(byteOffset, byteOffset + target.length));
  }
}

/** What to throw where a file ends before what is wanted of it. */
export function truncated(
  { part, byteOffset, target, totalBytes }: ReadRequest,
  actualBytes: number,
): IndexFormatError {
  const expectedBytes = Math.max(totalBytes, byteOffset + target.length);
  const message =
    byteOffset < 16
      ? `Not a midizero index: it has ${actualBytes} bytes, which is less than the beginning of one.`
      : `The index is truncated in the ${part}: ${actualBytes} bytes where at least ${expectedBytes} are needed. ` +
        'Take a whole copy or build the index again.';
  return new IndexFormatError(part, message, { expectedBytes, actualBytes });
}
