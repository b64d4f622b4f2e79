import { ascii } from '../midi-bytes.js';

/** A chunk as it stands in a file; its length may say something else than its content has. */
export interface ChunkPiece {
  id: number[];
  declaredBytes: number;
  content: number[] | EventPiece[];
}

/** Delta time and event of a track, as bytes. */
export interface EventPiece {
  delta: number[];
  event: number[];
}

const TRACK = ascii('MTrk');
const CHUNK_HEADER_BYTES = 8;

/** A file taken apart, believing its lengths: only well-formed files are made well of, and all come back as they were. */
export function splitIntoPieces(file: Uint8Array): ChunkPiece[] {
  const pieces: ChunkPiece[] = [];
  for (let at = 0; at < file.length; ) {
    const id = [...file.subarray(at, at + 4)];
    const declaredBytes =
      at + CHUNK_HEADER_BYTES <= file.length ? new DataView(file.buffer, file.byteOffset + at + 4).getUint32(0) : 0;
    const end = Math.min(at + CHUNK_HEADER_BYTES + declaredBytes, file.length);
    const content = file.subarray(at + CHUNK_HEADER_BYTES, end);
    const isTrack = TRACK.every((byte, i) => byte === id[i]);
    pieces.push({ id, declaredBytes, content: isTrack ? splitIntoEvents(content) : [...content] });
    at = Math.max(end, at + CHUNK_HEADER_BYTES);
  }
  return pieces;
}

/** Puts a file together again. */
export function joinPieces(pieces: readonly ChunkPiece[]): Uint8Array {
  // Doubled tracks are one object many times over.
  const contents = new Map<ChunkPiece, Uint8Array>();
  let length = 0;
  for (const piece of pieces) {
    if (!contents.has(piece)) contents.set(piece, contentBytes(piece.content));
    length += piece.id.length + 4 + contents.get(piece)!.length;
  }
  const file = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    file.set(piece.id, at);
    at += piece.id.length;
    new DataView(file.buffer).setUint32(at, piece.declaredBytes);
    file.set(contents.get(piece)!, at + 4);
    at += 4 + contents.get(piece)!.length;
  }
  return file;
}

export function contentBytes(content: ChunkPiece['content']): Uint8Array {
  const bytes: number[] = [];
  for (const part of content) {
    if (typeof part === 'number') {
      bytes.push(part);
      continue;
    }
    for (const byte of part.delta) bytes.push(byte);
    for (const byte of part.event) bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

/** The tracks' events; what edits do to them stays in the pieces. */
export function tracksOf(pieces: readonly ChunkPiece[]): { chunk: ChunkPiece; events: EventPiece[] }[] {
  return pieces.flatMap((chunk) => {
    const events = chunk.content.filter((part): part is EventPiece => typeof part !== 'number');
    return events.length > 0 ? [{ chunk, events: chunk.content as EventPiece[] }] : [];
  });
}

function splitIntoEvents(track: Uint8Array): EventPiece[] {
  const events: EventPiece[] = [];
  let status = 0;
  for (let at = 0; at < track.length; ) {
    const deltaEnd = behindVariableLength(track, at);
    const first = track[deltaEnd] ?? 0;
    if (first >= 0x80 && first < 0xf0) status = first;
    const end = Math.max(at + 1, Math.min(eventEnd(track, deltaEnd, status), track.length));
    events.push({ delta: [...track.subarray(at, deltaEnd)], event: [...track.subarray(deltaEnd, end)] });
    at = end;
  }
  return events;
}

function eventEnd(track: Uint8Array, at: number, status: number): number {
  const first = track[at] ?? 0;
  if (first >= 0xf0) {
    const lengthAt = first === 0xff ? at + 2 : at + 1;
    const contentAt = behindVariableLength(track, lengthAt);
    let length = 0;
    for (const byte of track.subarray(lengthAt, contentAt)) length = length * 0x80 + (byte & 0x7f);
    return contentAt + length;
  }
  const dataBytes = status >= 0xc0 && status < 0xe0 ? 1 : 2;
  return at + dataBytes + (first >= 0x80 ? 1 : 0);
}

function behindVariableLength(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at]! >= 0x80) at++;
  return Math.min(at + 1, bytes.length);
}
