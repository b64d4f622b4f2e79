import type { Random } from '@midizero/core';
import { ascii, chunk, END_OF_TRACK, noteOn, tempo, variableLength } from '../midi-bytes.js';
import { mutateBytes, pick, randomBytes } from './byte-mutations.js';
import {
  type ChunkPiece,
  contentBytes,
  type EventPiece,
  joinPieces,
  splitIntoPieces,
  tracksOf,
} from './midi-pieces.js';

/** Lengths and times at the ends of ranges. */
const TELLING_NUMBERS = [0, 1, 127, 128, 0x3fff, 0x1fffff, 0x0fffffff, 0x7fffffff, 0xffffffff] as const;
const DIVISIONS = [0, 1, 0x7fff, 0x8000, 0xe728, 0xe250, 0xff00, 0xffff, 0x80ff] as const;
/** Tracks are not doubled beyond this. */
const MAX_GROWN_BYTES = 1 << 19;
const MAX_COPIES = 300;

/**
 * A damaged copy of one of `files`: one to six edits of header, chunks, tracks, events and pairs of notes, and, half of
 * the time, of bytes regardless of what they mean.
 */
export function mutateMidi(files: readonly Uint8Array[], random: Random): Uint8Array {
  const pieces = splitIntoPieces(pick(files, random));
  for (let edits = random.integer(7); edits > 0; edits--) pick(STRUCTURE_EDITS, random)(pieces, random, files);
  // Most lengths are set right again, or hardly a file would be read to its end.
  if (random.chance(0.7)) {
    for (const piece of pieces) piece.declaredBytes = contentBytes(piece.content).length;
  }
  if (random.chance(0.3)) pick(LENGTH_EDITS, random)(pieces, random, files);
  const file = joinPieces(pieces);
  const isEdited = random.chance(0.5);
  const isWrapped = random.chance(0.05);
  if (!isEdited && !isWrapped) return file;
  const bytes = Array.from(file);
  if (isEdited) for (let edits = 1 + random.integer(8); edits > 0; edits--) mutateBytes(bytes, random);
  return Uint8Array.from(isWrapped ? wrapped(bytes, random) : bytes);
}

type Edit = (pieces: ChunkPiece[], random: Random, files: readonly Uint8Array[]) => void;

const LENGTH_EDITS: readonly Edit[] = [
  (pieces, random) => {
    if (pieces.length > 0) pick(pieces, random).declaredBytes = pick(TELLING_NUMBERS, random);
  },
  (pieces, random) => {
    if (pieces.length > 0) pick(pieces, random).declaredBytes += random.integer(33) - 16;
  },
];

const CHUNK_EDITS: readonly Edit[] = [
  ...LENGTH_EDITS,
  // The header's fields: format, number of tracks, division.
  (pieces, random) => setHeaderField(pieces, 0, pick([0, 1, 2, 3, 0xffff], random)),
  (pieces, random) => setHeaderField(pieces, 2, pick([0, 1, 2, 0xff, 0xffff], random)),
  (pieces, random) => setHeaderField(pieces, 4, pick(DIVISIONS, random)),
  (pieces, random) => void pieces[0]?.content.splice(random.integer(6)),
  (pieces, random) => {
    if (pieces.length > 0) pick(pieces, random).id[random.integer(4)] = random.integer(256);
  },
  (pieces, random) => void pieces.splice(random.integer(pieces.length + 1), 1),
  (pieces, random) => {
    const [moved] = pieces.splice(random.integer(pieces.length + 1), 1);
    if (moved !== undefined) pieces.splice(random.integer(pieces.length + 1), 0, moved);
  },
  (pieces, random) => {
    const content = randomBytes(random.integer(40), random);
    pieces.splice(random.integer(pieces.length + 1), 0, { id: ascii('XFIH'), declaredBytes: content.length, content });
  },
  (pieces, random, files) => void pieces.push(...splitIntoPieces(pick(files, random))),
];

const TRACK_EDITS: readonly Edit[] = [
  // The same track again and again: time and memory may only grow with the bytes.
  (pieces, random) => {
    const track = pickTrack(pieces, random);
    if (track === undefined) return;
    const bytes = contentBytes(track.chunk.content).length + 8;
    // Few copies more often than many.
    const copies = Math.min(random.integer(1 + random.integer(MAX_COPIES)), MAX_GROWN_BYTES / bytes);
    for (let copy = 0; copy < copies; copy++) pieces.push(track.chunk);
  },
  // One long track of the events of several.
  (pieces, random) => {
    const track = pickTrack(pieces, random);
    const other = pickTrack(pieces, random);
    if (track === undefined || other === undefined || contentBytes(other.events).length > MAX_GROWN_BYTES / 4) return;
    track.events.splice(random.integer(track.events.length), 0, ...other.events.slice(0, 10_000));
  },
  (pieces, random, files) => {
    const track = pickTrack(pieces, random);
    const [other] = tracksOf(splitIntoPieces(pick(files, random)));
    if (track !== undefined && other !== undefined) track.events.push(...other.events.slice(0, 10_000));
  },
  (pieces, random) => {
    const track = pickTrack(pieces, random);
    if (track !== undefined) track.events.length = random.integer(track.events.length);
  },
];

const EVENT_EDITS: readonly Edit[] = [
  // Delta times: far, padded with zeros, of five bytes and more, and without an end.
  onEvent((event, random) => {
    event.delta = variableLength(pick(TELLING_NUMBERS, random));
  }),
  onEvent((event, random) => void event.delta.unshift(...Array(1 + random.integer(6)).fill(0x80))),
  onEvent((event) => {
    event.delta = event.delta.map((byte) => byte | 0x80);
  }),
  // Running status: a status left out, and one that was not there.
  onEvent((event) => void (event.event[0]! >= 0x80 && event.event.shift())),
  onEvent((event, random) => void event.event.unshift(0x80 + random.integer(128))),
  onEvent((event, random) => {
    event.event[0] = 0x80 + random.integer(128);
  }),
  onEvent((event, random) => {
    event.event[event.event.length - 1] = random.integer(256);
  }),
  // Pairs: ends and starts that are missing, doubled, on another channel.
  onEvent((event) => void event.event.splice(0)),
  onEvent((event) => {
    event.event[0]! ^= 0x10;
  }),
  onEvent((event) => {
    event.event[0]! ^= 0x01;
  }),
  insert((random) => noteOn(random.integer(3), random.integer(128), { velocity: random.integer(128) })),
  insert((random) => [
    random.integer(100),
    0xb0 | random.integer(16),
    pick([120, 123, 64], random),
    random.integer(128),
  ]),
  // Meta events and sysex whose lengths lie.
  insert((random) => [0, 0xff, random.integer(128), ...variableLength(pick(TELLING_NUMBERS, random)), 0x41]),
  insert((random) => [0, pick([0xf0, 0xf7], random), ...variableLength(pick(TELLING_NUMBERS, random)), 0x41, 0xf7]),
  insert((random) => [0, 0xf1 + random.integer(14)]),
  insert((random) => tempo(random.integer(1000), pick([0, 1, 500_000, 0xffffff], random))),
  insert((random) => [0, 0xff, 0x51, random.integer(6), 1]),
  insert((random) => [0, 0xff, 0x03, 4, ...randomBytes(4, random)]),
  insert(() => [...END_OF_TRACK]),
  (pieces, random) => {
    const track = pickTrack(pieces, random);
    if (track !== undefined) {
      const [moved] = track.events.splice(random.integer(track.events.length), 1);
      const other = pickTrack(pieces, random) ?? track;
      if (moved !== undefined) other.events.splice(random.integer(other.events.length + 1), 0, moved);
    }
  },
];

const STRUCTURE_EDITS: readonly Edit[] = [...CHUNK_EDITS, ...TRACK_EDITS, ...EVENT_EDITS, ...EVENT_EDITS];

function onEvent(edit: (event: EventPiece, random: Random) => void): Edit {
  return (pieces, random) => {
    const track = pickTrack(pieces, random);
    if (track === undefined) return;
    const at = random.integer(track.events.length);
    // Doubled tracks and events are the same objects: edits are of a copy.
    const event = { delta: [...track.events[at]!.delta], event: [...track.events[at]!.event] };
    if (event.event.length > 0) edit(event, random);
    track.events[at] = event;
  };
}

function insert(bytes: (random: Random) => number[]): Edit {
  return (pieces, random) => {
    const track = pickTrack(pieces, random);
    const times = random.chance(0.1) ? random.integer(200) : 1;
    for (let i = 0; i < times; i++) {
      track?.events.splice(random.integer(track.events.length + 1), 0, { delta: [], event: bytes(random) });
    }
  };
}

function pickTrack(pieces: readonly ChunkPiece[], random: Random): ReturnType<typeof tracksOf>[number] | undefined {
  const tracks = tracksOf(pieces);
  return tracks.length === 0 ? undefined : pick(tracks, random);
}

function setHeaderField(pieces: readonly ChunkPiece[], at: number, value: number): void {
  const content = pieces[0]?.content as number[] | undefined;
  if (content !== undefined) content.splice(at, 2, value >> 8, value & 0xff);
}

/** In a RIFF file, whose little-endian lengths are right or not, with or without bytes around it. */
function wrapped(file: readonly number[], random: Random): number[] {
  const lengthOf = (bytes: number): number[] => {
    const length = random.chance(0.7) ? bytes : pick(TELLING_NUMBERS, random);
    return [length & 0xff, (length >>> 8) & 0xff, (length >>> 16) & 0xff, length >>> 24];
  };
  const data = [...ascii('data'), ...lengthOf(file.length), ...file];
  const before = random.chance(0.3) ? chunk('LIST', randomBytes(4, random), random.integer(64)) : [];
  const form = [...ascii(random.chance(0.9) ? 'RMID' : 'WAVE'), ...before, ...data];
  return [...ascii('RIFF'), ...lengthOf(form.length), ...form];
}
