import type { Division } from '../division.js';
import { MidiParseError } from '../errors.js';
import {
  CHUNK_HEADER_BYTES,
  findEndOfTrack,
  findTrackChunk,
  followsEndOfTrack,
  hasText,
  resemblesTrackId,
  startsChunk,
  uint16BigEndian,
  uint32BigEndian,
} from './chunks.js';
import { divisionFromHeader } from './division-field.js';
import type { IssueLog } from './issues.js';
import { locateHeader } from './locate-header.js';

const HEADER_BYTES = 6;
// Rows say their track in 16 bits, and a header cannot announce more.
const MAX_TRACKS = 65_535;

/** Where one track's events are. */
export interface TrackBounds {
  readonly start: number;
  /** Behind the last byte. */
  readonly end: number;
  /** Bytes that the track's length announces beyond the end of the file. */
  readonly missingBytes: number;
}

/** The outer structure of a file. */
export interface Container {
  /** 0: one track; 1: tracks that play together; 2: tracks that play one after another. */
  readonly format: 0 | 1 | 2;
  readonly division: Division;
  readonly tracks: readonly TrackBounds[];
}

/**
 * Finds header and tracks. Chunk lengths and the track count are believed only as far as the bytes bear them out, and
 * nothing is allocated by them.
 * @throws MidiParseError for bytes that are no MIDI file
 */
export function readContainer(file: Uint8Array, issues: IssueLog): Container {
  const { start, end } = locateHeader(file, issues);
  // Offsets stay those of the file.
  const bytes = file.subarray(0, end);
  const field = start + CHUNK_HEADER_BYTES;
  if (field + HEADER_BYTES - 2 > bytes.length) {
    throw new MidiParseError({
      byteOffset: start,
      expected: 'a header chunk of 14 bytes',
      actual: `the end of the file after ${bytes.length - start}`,
    });
  }
  const firstChunk = endOfHeader(bytes, start, issues);
  const hasDivision = firstChunk - field >= HEADER_BYTES;
  const declaredFormat = uint16BigEndian(bytes, field);
  if (declaredFormat > 2) issues.report('header', field, undefined, 'format 0, 1 or 2', () => `${declaredFormat}`);
  const division = divisionFromHeader(hasDivision ? uint16BigEndian(bytes, field + 4) : undefined, field + 4, issues);
  const tracks = findTracks(bytes, firstChunk, issues);
  const declaredTracks = uint16BigEndian(bytes, field + 2);
  if (declaredTracks !== tracks.length) {
    issues.report('track-count', field + 2, undefined, `${declaredTracks} tracks`, () => `${tracks.length}`);
  }
  return { format: declaredFormat === 0 ? 0 : declaredFormat === 2 ? 2 : 1, division, tracks };
}

function endOfHeader(bytes: Uint8Array, start: number, issues: IssueLog): number {
  const length = uint32BigEndian(bytes, start + 4);
  const declared = start + CHUNK_HEADER_BYTES + length;
  const usual = start + CHUNK_HEADER_BYTES + HEADER_BYTES;
  if (length === HEADER_BYTES) return usual;
  // Longer headers are allowed for.
  if (length > HEADER_BYTES && startsChunk(bytes, declared)) return declared;
  issues.report('header', start + 4, undefined, 'a header of 6 bytes', () => `one of ${length}`);
  return startsChunk(bytes, declared) ? declared : usual;
}

function findTracks(bytes: Uint8Array, firstChunk: number, issues: IssueLog): TrackBounds[] {
  const tracks: TrackBounds[] = [];
  let position = firstChunk;
  while (position < bytes.length && tracks.length < MAX_TRACKS && !hasText(bytes, position, 'MThd')) {
    const length = uint32BigEndian(bytes, position + 4);
    const isTrack = isTrackChunk(bytes, position, length, tracks.length, issues);
    if (isTrack) {
      const start = position + CHUNK_HEADER_BYTES;
      const end = endOfTrackChunk(bytes, start, length, tracks.length, issues);
      tracks.push({ start, end, missingBytes: end === bytes.length ? start + length - end : 0 });
      position = end;
    } else if (startsChunk(bytes, position)) {
      // Chunks of other kinds are allowed for.
      position += CHUNK_HEADER_BYTES + length;
    } else {
      const next = findTrackChunk(bytes, position);
      if (next < 0) break;
      issues.report('chunk-length', position, undefined, 'a chunk', () => `${next - position} other bytes`);
      position = next;
    }
  }
  if (tracks.length === 0) {
    const end = findEndOfTrack(bytes, firstChunk);
    if (end >= 0) {
      issues.report('chunk-id', firstChunk, 0, 'MTrk', () => 'events without a chunk around them');
      return [{ start: firstChunk, end, missingBytes: 0 }];
    }
  }
  if (position < bytes.length) {
    const left = bytes.length - position;
    issues.report('trailing-bytes', position, undefined, 'nothing behind the last track', () => `${left} bytes`);
  }
  return tracks;
}

function isTrackChunk(bytes: Uint8Array, position: number, length: number, track: number, issues: IssueLog): boolean {
  if (hasText(bytes, position, 'MTrk')) return position + CHUNK_HEADER_BYTES <= bytes.length;
  const end = position + CHUNK_HEADER_BYTES + length;
  const isDamaged =
    end <= bytes.length &&
    followsEndOfTrack(bytes, end) &&
    (resemblesTrackId(bytes, position) || !startsChunk(bytes, position));
  if (isDamaged) issues.report('chunk-id', position, track, 'MTrk', bytes[position]!);
  return isDamaged;
}

/** A length is believed where the file or an end-of-track event ends there, or another chunk begins. */
function endOfTrackChunk(bytes: Uint8Array, start: number, length: number, track: number, issues: IssueLog): number {
  const declared = start + length;
  const isBorneOut =
    declared === bytes.length ||
    (declared < bytes.length && ((length >= 3 && followsEndOfTrack(bytes, declared)) || startsChunk(bytes, declared)));
  if (isBorneOut) return declared;
  issues.report('chunk-length', start - 4, track, 'the length of the track', () => `${length}`);
  const next = findTrackChunk(bytes, start);
  return next < 0 ? bytes.length : next;
}
