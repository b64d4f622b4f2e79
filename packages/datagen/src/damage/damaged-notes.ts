import type { NoteTable } from '@midizero/midi';
import { NoteColumns } from '../passages/note-columns.js';

/** No row of the written passage: a ghost, or a note heard at a wrong pitch. */
export const NO_ORIGIN = -1;

/** A passage after damage, with what became of the written one's notes. */
export interface DamagedNotes {
  readonly notes: NoteTable;
  /** For each note the row of the written note it stands for, or {@link NO_ORIGIN}; same pitch as there, transposition aside. */
  readonly origin: Int32Array;
}

/** The passage as it was written, all pitches moved alike. */
export function undamaged(written: NoteTable, transposeSemitones: number): DamagedNotes {
  const origin = new Int32Array(written.length);
  for (let row = 0; row < written.length; row++) origin[row] = row;
  if (transposeSemitones === 0) return { notes: written, origin };
  const pitch = written.pitch.map((value) => Math.max(0, Math.min(127, value + transposeSemitones)));
  return { notes: { ...written, pitch }, origin };
}

/** Collects damaged notes in any order. */
export class DamagedNotesBuilder {
  readonly #columns: NoteColumns = new NoteColumns();
  #origin: Int32Array = new Int32Array(256);

  /** Forgets all notes and keeps the memory. */
  clear(): void {
    this.#columns.clear();
  }

  /** A note whose onset falls before the start of the passage begins with it. A pitch beyond MIDI's 0 to 127 is left out. */
  add(startSeconds: number, endSeconds: number, pitch: number, origin: number): void {
    if (pitch < 0 || pitch > 127) return;
    const start = Math.max(0, startSeconds);
    const row = this.#columns.length;
    if (row === this.#origin.length) {
      const grown = new Int32Array(2 * row);
      grown.set(this.#origin);
      this.#origin = grown;
    }
    this.#origin[row] = origin;
    this.#columns.add(start, Math.max(start, endSeconds), pitch, 0);
  }

  finish(): DamagedNotes {
    const rows = this.#columns.sortedRows();
    const origin = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) origin[i] = this.#origin[rows[i]!]!;
    return { notes: this.#columns.toTable(rows), origin };
  }
}
