import type { Random } from '@midizero/core';
import type { LibraryPiece } from '@midizero/library';
import { excerptNotes, type NoteTable } from '@midizero/midi';

/** A passage of a piece. */
export interface Excerpt {
  readonly piece: LibraryPiece;
  /** Its first onset, in the piece. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Its notes, at their times in the piece. */
  readonly notes: NoteTable;
}

const SHORTEST_SECONDS = 5;
const LONGEST_SECONDS = 8;
const FEWEST_ONSETS = 12;

/** Any 5 to 8 seconds of the piece from one of its onsets on; longer where fewer than 12 onsets would be in them. */
export function chooseExcerpt(piece: LibraryPiece, random: Random): Excerpt {
  const onsets = [...new Set(piece.notes.startSeconds)];
  const length = SHORTEST_SECONDS + random.uniform() * (LONGEST_SECONDS - SHORTEST_SECONDS);
  const possible = onsets.filter((onset, row) => {
    return onset + length <= piece.durationSeconds && row + FEWEST_ONSETS <= onsets.length;
  });
  const startSeconds = possible[random.integer(Math.max(1, possible.length))] ?? onsets[0]!;
  const first = onsets.indexOf(startSeconds);
  const afterEnoughOnsets = onsets[first + FEWEST_ONSETS] ?? piece.durationSeconds;
  const endSeconds = Math.max(startSeconds + length, afterEnoughOnsets);
  return { piece, startSeconds, endSeconds, notes: excerptNotes(piece.notes, startSeconds, endSeconds) };
}
