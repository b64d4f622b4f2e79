import { MidiParseError } from '../errors.js';
import { hasText, uint32LittleEndian } from './chunks.js';
import type { IssueLog } from './issues.js';

const RIFF_HEADER_BYTES = 12;
// A MacBinary header has 128 bytes, mail and tag headers a few hundred.
const MAX_LEADING_BYTES = 1024;

const OTHER_FORMATS: readonly (readonly [signature: string, name: string])[] = [
  ['\x89PNG', 'a PNG picture'],
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['PK\x03\x04', 'a zip archive'],
  ['\x1f\x8b', 'a gzip archive'],
  ['%PDF', 'a PDF document'],
  ['<?xml', 'an XML document'],
  ['ID3', 'an MP3 recording'],
  ['OggS', 'an Ogg recording'],
  ['fLaC', 'a FLAC recording'],
];

/** Where a MIDI file begins and ends inside the bytes. */
export interface HeaderLocation {
  /** Offset of `MThd`. */
  readonly start: number;
  /** Behind the last byte that belongs to it. */
  readonly end: number;
}

/**
 * Finds `MThd`: at the start, in a RIFF (RMID) wrapper, or behind some foreign bytes.
 * @throws MidiParseError for bytes that are no MIDI file
 */
export function locateHeader(bytes: Uint8Array, issues: IssueLog): HeaderLocation {
  if (hasText(bytes, 0, 'MThd')) return { start: 0, end: bytes.length };
  if (hasText(bytes, 0, 'RIFF')) return locateInRiff(bytes);
  const isOther = OTHER_FORMATS.some(([signature]) => hasText(bytes, 0, signature));
  if (!isOther) {
    for (let start = 1; start <= Math.min(MAX_LEADING_BYTES, bytes.length - 4); start++) {
      if (!hasText(bytes, start, 'MThd')) continue;
      issues.report('leading-bytes', 0, undefined, 'MThd', () => `${start} other bytes`);
      return { start, end: bytes.length };
    }
  }
  throw notMidi(bytes, 0);
}

function locateInRiff(bytes: Uint8Array): HeaderLocation {
  if (!hasText(bytes, 8, 'RMID')) {
    const actual = `a RIFF file of type ${printable(bytes.subarray(8, RIFF_HEADER_BYTES))}`;
    throw new MidiParseError({ byteOffset: 8, expected: 'a MIDI file', actual });
  }
  let position = RIFF_HEADER_BYTES;
  while (position + 8 <= bytes.length) {
    const length = uint32LittleEndian(bytes, position + 4);
    const start = position + 8;
    if (hasText(bytes, position, 'data')) {
      if (!hasText(bytes, start, 'MThd')) throw notMidi(bytes, start);
      return { start, end: Math.min(start + length, bytes.length) };
    }
    // RIFF chunks begin at even offsets.
    position = start + length + (length % 2);
  }
  throw new MidiParseError({
    byteOffset: RIFF_HEADER_BYTES,
    expected: 'a data chunk in the RIFF file',
    actual: 'none',
  });
}

function notMidi(bytes: Uint8Array, byteOffset: number): MidiParseError {
  const name = OTHER_FORMATS.find(([signature]) => hasText(bytes, byteOffset, signature))?.[1];
  const start = bytes.subarray(byteOffset, byteOffset + 4);
  const actual = name ?? (start.length === 0 ? 'no bytes at all' : printable(start));
  return new MidiParseError({ byteOffset, expected: 'a MIDI file (MThd)', actual });
}

/** The bytes as quoted ASCII where they are, else in hexadecimal. */
function printable(bytes: Uint8Array): string {
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
  if (isText) return JSON.stringify(String.fromCharCode(...bytes));
  return `bytes ${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;
}
