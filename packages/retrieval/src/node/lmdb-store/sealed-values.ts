import type { IndexFormatError } from '../../errors.js';
import { crc32c } from '../../piece-index/file/crc32c.js';
import { damaged } from '../../piece-index/file/layout.js';

const CHECKSUM_BYTES = 4;

/** A value as it is stored: the CRC-32C of its key and its content, then its content. */
export interface SealedValue {
  readonly value: Uint8Array;
  readonly checksum: number;
}

/** @param parts the content, in parts */
export function seal(key: Uint8Array, parts: readonly Uint8Array[]): SealedValue {
  const value = new Uint8Array(parts.reduce((sum, { length }) => sum + length, CHECKSUM_BYTES));
  let at = CHECKSUM_BYTES;
  for (const part of parts) {
    value.set(part, at);
    at += part.length;
  }
  const checksum = crc32c(value.subarray(CHECKSUM_BYTES), crc32c(key));
  new DataView(value.buffer).setUint32(0, checksum, true);
  return { value, checksum };
}

export function sealText(key: Uint8Array, text: object): SealedValue {
  return seal(key, [new TextEncoder().encode(JSON.stringify(text))]);
}

/** @throws IndexFormatError for a value that is missing, damaged, or belongs to another key */
export function unseal(
  key: Uint8Array,
  value: Uint8Array | undefined,
  part: IndexFormatError['part'],
): { readonly content: Uint8Array; readonly checksum: number } {
  if (value === undefined || value.length < CHECKSUM_BYTES) throw damaged(part);
  const content = value.subarray(CHECKSUM_BYTES);
  const checksum = new DataView(value.buffer, value.byteOffset, value.byteLength).getUint32(0, true);
  if (crc32c(content, crc32c(key)) !== checksum) throw damaged(part);
  return { content, checksum };
}
