import { type Course, createCourse } from './course.js';
import type { FramePairs } from './place.js';
import { tempoRatio } from './tempo-ratio.js';

/** Notes of one side alone: columns of one length, by time, then pitch. */
export interface LoneNotes {
  /** Number of notes n. */
  readonly length: number;
  /** Size n: MIDI note numbers in the query's key. */
  readonly pitches: Uint8Array;
  /** Size n: onsets in seconds of the side that has the notes. */
  readonly seconds: Float64Array;
}

/** The evidence of a match, note by note: columns of one length, by query time, then pitch. Onsets are those of frames. */
export interface AlignedNotes {
  /** Number of notes n that query and piece share. */
  readonly length: number;
  /** Size n: MIDI note numbers as the query has them; the piece's lie the match's transposition lower. */
  readonly pitches: Uint8Array;
  /** Size n: onsets in the query, in seconds. */
  readonly querySeconds: Float64Array;
  /** Size n: the same notes' onsets in the piece, in seconds. */
  readonly pieceSeconds: Float64Array;
  /** Notes of the piece's stretch that the query lacks. */
  readonly missing: LoneNotes;
  /** Notes of the query that the piece lacks there. */
  readonly extra: LoneNotes;
}

/** Frames `first .. first + length - 1` of longer columns. */
export interface FrameRange {
  readonly startSeconds: ArrayLike<number>;
  readonly offsets: Uint32Array;
  readonly pitches: Uint8Array;
  readonly first: number;
  readonly length: number;
}

/** A match whose notes are to be sorted. */
export interface NoteAlignmentInput {
  readonly query: FrameRange;
  readonly piece: FrameRange;
  /** Frames that belong together, counted from each range's first. */
  readonly pairs: FramePairs;
  /** Semitones by which the query lies above the piece. */
  readonly transposition: number;
  /** Stretch of the piece, in seconds, whose notes the query ought to have. */
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** A chord that one side spreads and the other does not leaves its notes up to this long before or after their place. */
const SPREAD_SECONDS = 0.3;

interface PlacedNote {
  readonly pitch: number;
  readonly seconds: number;
}

interface NotePair {
  readonly pitch: number;
  readonly querySeconds: number;
  readonly pieceSeconds: number;
}

/**
 * Sorts the notes of a match into shared, missing and extra ones. Notes of paired frames meet first; what is left meets
 * the nearest note of its pitch within 0.3 s of where the pairs expect it.
 */
export function alignNotes(input: NoteAlignmentInput): AlignedNotes {
  const { query, piece, pairs, transposition } = input;
  const pieceFrameOf = new Map(pairs.queryFrames.map((frame, i) => [frame, pairs.pieceFrames[i]!]));
  const shared: NotePair[] = [];
  const extra: PlacedNote[] = [];
  const met = new Set<number>();
  for (let frame = 0; frame < query.length; frame++) {
    const counterpart = pieceFrameOf.get(frame);
    const querySeconds = query.startSeconds[query.first + frame]!;
    for (const pitch of pitchesOf(query, frame)) {
      const note = counterpart === undefined ? -1 : rowOf(piece, counterpart, pitch - transposition);
      if (note < 0) {
        extra.push({ pitch, seconds: querySeconds });
      } else {
        met.add(note);
        shared.push({ pitch, querySeconds, pieceSeconds: piece.startSeconds[piece.first + counterpart!]! });
      }
    }
  }
  const missing = unmetNotes(input, met);
  const rest = meetSpreadNotes(extra, missing, courseOf(query, piece, pairs));
  shared.push(...rest.shared);
  shared.sort((a, b) => a.querySeconds - b.querySeconds || a.pitch - b.pitch);
  return {
    length: shared.length,
    pitches: Uint8Array.from(shared, ({ pitch }) => pitch),
    querySeconds: Float64Array.from(shared, ({ querySeconds }) => querySeconds),
    pieceSeconds: Float64Array.from(shared, ({ pieceSeconds }) => pieceSeconds),
    missing: loneNotes(rest.missing),
    extra: loneNotes(rest.extra),
  };
}

function pitchesOf({ offsets, pitches, first }: FrameRange, frame: number): Uint8Array {
  return pitches.subarray(offsets[first + frame]!, offsets[first + frame + 1]!);
}

/** Row of a pitch in the range's column of pitches; -1 if the frame does not have it. */
function rowOf(range: FrameRange, frame: number, pitch: number): number {
  const place = pitchesOf(range, frame).indexOf(pitch);
  return place < 0 ? -1 : range.offsets[range.first + frame]! + place;
}

/** Notes of the piece's stretch that are in no pair, in the query's key, by time, then pitch. */
function unmetNotes(
  { piece, pairs, transposition, startSeconds, endSeconds }: NoteAlignmentInput,
  met: ReadonlySet<number>,
): PlacedNote[] {
  const secondsOf = (frame: number): number => piece.startSeconds[piece.first + frame]!;
  let first = pairs.pieceFrames[0]!;
  let last = pairs.pieceFrames.at(-1)!;
  while (first > 0 && secondsOf(first - 1) >= startSeconds) first--;
  while (last + 1 < piece.length && secondsOf(last + 1) <= endSeconds) last++;
  const notes: PlacedNote[] = [];
  for (let frame = first; frame <= last; frame++) {
    const firstRow = piece.offsets[piece.first + frame]!;
    for (const [i, pitch] of pitchesOf(piece, frame).entries()) {
      if (!met.has(firstRow + i)) notes.push({ pitch: pitch + transposition, seconds: secondsOf(frame) });
    }
  }
  return notes;
}

/** Where the pairs expect a moment of the query in the piece. */
function courseOf(query: FrameRange, piece: FrameRange, pairs: FramePairs): Course {
  const from = pairs.queryFrames.map((frame) => query.startSeconds[query.first + frame]!);
  const to = pairs.pieceFrames.map((frame) => piece.startSeconds[piece.first + frame]!);
  return createCourse(from, to, tempoRatio(from, to));
}

/**
 * Notes of one pitch near each other's place leave both lists, whose order stays. Notes of the query choose by time, each the
 * nearest left.
 */
function meetSpreadNotes(
  extra: readonly PlacedNote[],
  missing: readonly PlacedNote[],
  expectedSeconds: Course,
): { shared: NotePair[]; extra: PlacedNote[]; missing: PlacedNote[] } {
  const free = new Map<number, PlacedNote[]>();
  for (const note of missing) {
    const ofPitch = free.get(note.pitch);
    if (ofPitch === undefined) free.set(note.pitch, [note]);
    else ofPitch.push(note);
  }
  const met = new Set<PlacedNote>();
  const shared: NotePair[] = [];
  const left: PlacedNote[] = [];
  for (const note of extra) {
    const expected = expectedSeconds(note.seconds);
    const candidates = free.get(note.pitch) ?? [];
    let nearest = -1;
    let distance = SPREAD_SECONDS;
    for (const [i, { seconds }] of candidates.entries()) {
      if (Math.abs(seconds - expected) > distance) continue;
      distance = Math.abs(seconds - expected);
      nearest = i;
    }
    if (nearest < 0) {
      left.push(note);
      continue;
    }
    const [counterpart] = candidates.splice(nearest, 1);
    met.add(counterpart!);
    shared.push({ pitch: note.pitch, querySeconds: note.seconds, pieceSeconds: counterpart!.seconds });
  }
  return { shared, extra: left, missing: missing.filter((note) => !met.has(note)) };
}

/** @param notes by time, then pitch */
function loneNotes(notes: readonly PlacedNote[]): LoneNotes {
  return {
    length: notes.length,
    pitches: Uint8Array.from(notes, ({ pitch }) => pitch),
    seconds: Float64Array.from(notes, ({ seconds }) => seconds),
  };
}
