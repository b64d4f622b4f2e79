import { InvalidArgumentError } from '@midizero/core';
import { noteOrder } from './note-order.js';

/** One note. Times are seconds from the start of the piece. */
export interface Note {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** MIDI note number, 0 to 127; 60 is middle C. */
  readonly pitch: number;
  /** 1 to 127. @default 64 */
  readonly velocity?: number;
  /** 0 to 15; 9 is percussion ("channel 10"). @default 0 */
  readonly channel?: number;
  /** Track of the file the note came from, from 0. @default 0 */
  readonly track?: number;
}

/**
 * Notes as columns of one length, sorted by start, then pitch. The columns are owned by the table: do not write to them.
 */
export interface NoteTable {
  /** Number of notes n; every column has this length. */
  readonly length: number;
  /** Onsets in seconds, not negative, ascending. */
  readonly startSeconds: Float64Array;
  /** Ends in seconds, none before its note's start. */
  readonly endSeconds: Float64Array;
  /** MIDI note numbers, 0 to 127. */
  readonly pitch: Uint8Array;
  /** 1 to 127. */
  readonly velocity: Uint8Array;
  /** 0 to 15; 9 is percussion. */
  readonly channel: Uint8Array;
  readonly track: Uint16Array;
}

/** The channel that General MIDI keeps for percussion, counted from 0. */
export const PERCUSSION_CHANNEL = 9;

/**
 * Builds a table from notes in any order; notes of one start and pitch keep their order.
 * @throws InvalidArgumentError for a note with a time that is not finite, a negative start, an end before its start,
 * or a pitch, velocity, channel or track out of range; the message names the note's place in `notes`
 */
export function createNoteTable(notes: Iterable<Note>): NoteTable {
  const list = [...notes];
  for (const [index, note] of list.entries()) checkNote(index, note);
  const order = noteOrder(
    Float64Array.from(list, (note) => note.startSeconds),
    Uint8Array.from(list, (note) => note.pitch),
  );
  const table = allocateNoteTable(list.length);
  for (const [row, index] of order.entries()) {
    const note = list[index]!;
    table.startSeconds[row] = note.startSeconds;
    table.endSeconds[row] = note.endSeconds;
    table.pitch[row] = note.pitch;
    table.velocity[row] = note.velocity ?? 64;
    table.channel[row] = note.channel ?? 0;
    table.track[row] = note.track ?? 0;
  }
  return table;
}

/** A table of `length` zero rows, to be filled by the caller before anyone else sees it. */
export function allocateNoteTable(length: number): NoteTable {
  return {
    length,
    startSeconds: new Float64Array(length),
    endSeconds: new Float64Array(length),
    pitch: new Uint8Array(length),
    velocity: new Uint8Array(length),
    channel: new Uint8Array(length),
    track: new Uint16Array(length),
  };
}

/** The rows of `table` for which `keep(row)` is true, in their order, copied. */
export function filterNotes(table: NoteTable, keep: (row: number) => boolean): NoteTable {
  const rows: number[] = [];
  for (let row = 0; row < table.length; row++) if (keep(row)) rows.push(row);
  const pick = <T extends Float64Array | Uint8Array | Uint16Array>(column: T, target: T): T => {
    for (let i = 0; i < rows.length; i++) target[i] = column[rows[i]!]!;
    return target;
  };
  const result = allocateNoteTable(rows.length);
  pick(table.startSeconds, result.startSeconds);
  pick(table.endSeconds, result.endSeconds);
  pick(table.pitch, result.pitch);
  pick(table.velocity, result.velocity);
  pick(table.channel, result.channel);
  pick(table.track, result.track);
  return result;
}

/** Notes whose onset lies in [startSeconds, endSeconds), with their times as they are; ends are not cut. */
export function excerptNotes(table: NoteTable, startSeconds: number, endSeconds: number): NoteTable {
  return filterNotes(table, (row) => {
    const start = table.startSeconds[row]!;
    return start >= startSeconds && start < endSeconds;
  });
}

/**
 * All notes `semitones` higher, percussion too, in their order and copied; notes that leave 0..127 are dropped.
 * @throws InvalidArgumentError for a number of semitones that is not whole
 */
export function transposeNotes(table: NoteTable, semitones: number): NoteTable {
  if (!Number.isSafeInteger(semitones)) {
    throw new InvalidArgumentError('semitones', `expected a whole number, got ${semitones}`);
  }
  const kept = filterNotes(table, (row) => {
    const pitch = table.pitch[row]! + semitones;
    return pitch >= 0 && pitch <= 127;
  });
  for (let row = 0; row < kept.length; row++) kept.pitch[row]! += semitones;
  return kept;
}

/** The rows as objects. */
export function* iterateNotes(table: NoteTable): Generator<Required<Note>> {
  for (let row = 0; row < table.length; row++) {
    yield {
      startSeconds: table.startSeconds[row]!,
      endSeconds: table.endSeconds[row]!,
      pitch: table.pitch[row]!,
      velocity: table.velocity[row]!,
      channel: table.channel[row]!,
      track: table.track[row]!,
    };
  }
}

function checkNote(index: number, note: Note): void {
  const refuse = (what: string): never => {
    throw new InvalidArgumentError('notes', `note ${index}: ${what}`, { index });
  };
  const { startSeconds, endSeconds } = note;
  if (!Number.isFinite(startSeconds) || startSeconds < 0) refuse(`startSeconds must be 0 or more, got ${startSeconds}`);
  if (!Number.isFinite(endSeconds) || endSeconds < startSeconds) {
    refuse(`endSeconds must be at or after startSeconds (${startSeconds}), got ${endSeconds}`);
  }
  const whole = (name: string, value: number, low: number, high: number): void => {
    if (!Number.isInteger(value) || value < low || value > high) {
      refuse(`${name} must be a whole number from ${low} to ${high}, got ${value}`);
    }
  };
  whole('pitch', note.pitch, 0, 127);
  whole('velocity', note.velocity ?? 64, 1, 127);
  whole('channel', note.channel ?? 0, 0, 15);
  whole('track', note.track ?? 0, 0, 65_535);
}
