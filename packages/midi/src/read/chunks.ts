/** Bytes of a chunk's id and length. */
export const CHUNK_HEADER_BYTES = 8;

const TRACK_ID = [0x4d, 0x54, 0x72, 0x6b] as const; // MTrk
const END_OF_TRACK = [0xff, 0x2f, 0x00] as const;

export function uint32BigEndian(bytes: Uint8Array, offset: number): number {
  return uint16BigEndian(bytes, offset) * 0x10000 + uint16BigEndian(bytes, offset + 2);
}

export function uint16BigEndian(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) * 0x100 + (bytes[offset + 1] ?? 0);
}

export function uint32LittleEndian(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) + (bytes[offset + 1] ?? 0) * 0x100 + uint16LittleEndian(bytes, offset + 2) * 0x10000;
}

function uint16LittleEndian(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) + (bytes[offset + 1] ?? 0) * 0x100;
}

/** True where `bytes` has the ASCII characters of `text` at `offset`. */
export function hasText(bytes: Uint8Array, offset: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[offset + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** Offset of the next whole header of a track chunk at or after `from`, or -1. */
export function findTrackChunk(bytes: Uint8Array, from: number): number {
  const found = indexOf(bytes, TRACK_ID, from);
  return found + CHUNK_HEADER_BYTES <= bytes.length ? found : -1;
}

/** Offset behind the next end-of-track event at or after `from`, or -1. */
export function findEndOfTrack(bytes: Uint8Array, from: number): number {
  const found = indexOf(bytes, END_OF_TRACK, from);
  return found < 0 ? -1 : found + END_OF_TRACK.length;
}

/** True where the bytes before `offset` are an end-of-track event. */
export function followsEndOfTrack(bytes: Uint8Array, offset: number): boolean {
  return END_OF_TRACK.every((byte, i) => bytes[offset - END_OF_TRACK.length + i] === byte);
}

/** True where a chunk can begin: an id of letters, digits and spaces, and, unless it is a track's, a length that fits. */
export function startsChunk(bytes: Uint8Array, offset: number): boolean {
  if (offset + CHUNK_HEADER_BYTES > bytes.length) return false;
  if (hasText(bytes, offset, 'MTrk') || hasText(bytes, offset, 'MThd')) return true;
  for (let i = offset; i < offset + 4; i++) {
    if (!/[A-Za-z0-9 ]/.test(String.fromCharCode(bytes[i]!))) return false;
  }
  return offset + CHUNK_HEADER_BYTES + uint32BigEndian(bytes, offset + 4) <= bytes.length;
}

/** True for an id that is `MTrk` but for the case of its letters and at most two of them. */
export function resemblesTrackId(bytes: Uint8Array, offset: number): boolean {
  const wrong = TRACK_ID.filter((byte, i) => ((bytes[offset + i] ?? 0) | 0x20) !== (byte | 0x20));
  return wrong.length <= 2;
}

function indexOf(bytes: Uint8Array, pattern: readonly number[], from: number): number {
  const last = bytes.length - pattern.length;
  for (let at = bytes.indexOf(pattern[0]!, from); at >= 0 && at <= last; at = bytes.indexOf(pattern[0]!, at + 1)) {
    if (pattern.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}
