import { createRandom, type Random } from '@midizero/core';
import { createNoteTable, type Note, type NoteTable } from '@midizero/midi';

/** Notes of a made-up piece: chords of one to four notes around a wandering centre, five onsets a second. */
export function generateNotes(seed: number, onsets = 120): Note[] {
  const random = createRandom(seed);
  const notes: Note[] = [];
  let centre = 50 + random.integer(24);
  for (let onset = 0; onset < onsets; onset++) {
    centre = Math.min(80, Math.max(44, centre + random.integer(9) - 4));
    const pitches = new Set(Array.from({ length: 1 + random.integer(4) }, () => centre + random.integer(25) - 12));
    for (const pitch of pitches) {
      notes.push({ startSeconds: onset * 0.2, endSeconds: onset * 0.2 + 0.2, pitch });
    }
  }
  return notes;
}

export interface PlayOptions {
  /** Query seconds for a second of the piece. @default 1 */
  readonly stretch?: number;
  /** Probability that a note is left out. @default 0 */
  readonly lost?: number;
  /** Semitones added. @default 0 */
  readonly transpose?: number;
  readonly random?: Random;
}

/** The notes with onsets in [startSeconds, endSeconds), played another way, times from startSeconds. */
export function playExcerpt(
  notes: readonly Note[],
  startSeconds: number,
  endSeconds: number,
  { stretch = 1, lost = 0, transpose = 0, random = createRandom(1) }: PlayOptions = {},
): NoteTable {
  return createNoteTable(
    notes
      .filter((note) => note.startSeconds >= startSeconds && note.startSeconds < endSeconds && !random.chance(lost))
      .map((note) => ({
        startSeconds: (note.startSeconds - startSeconds) * stretch,
        endSeconds: (note.endSeconds - startSeconds) * stretch,
        pitch: note.pitch + transpose,
      })),
  );
}
